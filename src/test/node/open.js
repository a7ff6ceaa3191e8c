// Opens what is told on stdin, a list of personalInfo as messages have it, with the keys told there; answers with what was in it.
const { readFileSync } = require("node:fs");
const { decryptPersonalInfo } = require("@proca/crypto");

const { keys, sealed } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(sealed.map((one) => decryptPersonalInfo(one, { keys }))));
