// Asks the server whose url is told on stdin all that GraphQL over HTTP asks of one; answers with what was asked and what came of it.
const { readFileSync } = require("node:fs");
const { serverAudits } = require("graphql-http");

const { url } = JSON.parse(readFileSync(0, "utf8"));

async function ask() {
  const answers = [];
  for (const audit of serverAudits({ url, fetchFn: fetch })) {
    const { status, reason } = await audit.fn();
    answers.push({ name: audit.name, status, reason });
  }
  return answers;
}

ask().then((answers) => console.log(JSON.stringify(answers)));
