// Proca's command line, as a process that runs one command after another: each would take a second to start. It is told where the
// configuration is, and answers with the commands that there are; then it is told arguments, line by line, and answers with what was printed.
const { spawnSync } = require("node:child_process");
const { dirname, join } = require("node:path");
const { createInterface } = require("node:readline");
const { PassThrough } = require("node:stream");
const { Config, handle, run } = require("@oclif/core");
const prompts = require("prompts");

const PROCA = dirname(require.resolve("proca/package.json"));
const questions = createInterface({ input: process.stdin });
const print = process.stdout.write.bind(process.stdout);
// or the command line would take what is piped into it for an argument
Object.defineProperty(process, "stdin", { value: Object.assign(new PassThrough(), { isTTY: true }) });
let config;
let environment;
let unhandled;
process.on("unhandledRejection", (error) => {
  unhandled = error;
});

async function start({ home }) {
  environment = { ...process.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, NO_COLOR: "1" };
  process.env = { ...environment };
  config = await Config.load({ root: PROCA });
  return { commands: config.commands.filter((each) => each.pluginName === "proca").map((each) => each.id) };
}

// As a process of its own would: with its own arguments and environment, until it leaves.
async function command({ args, answers }) {
  const printed = { out: "", err: "" };
  let left;
  unhandled = undefined;
  const real = { out: process.stdout.write, err: process.stderr.write, exit: process.exit };
  const into = (stream) => (chunk, ...rest) => {
    printed[stream] += chunk;
    rest.find((each) => typeof each === "function")?.();
    return true;
  };
  process.argv = [process.execPath, "proca", ...args];
  process.env = { ...environment };
  process.stdout.write = into("out");
  process.stderr.write = into("err");
  process.exit = (code = 0) => {
    left ??= code;
    process.stdout.write = process.stderr.write = () => true;
    throw new Error("left");
  };
  prompts.inject(answers ?? []);
  try {
    await run(args, config);
    await new Promise(setImmediate);
    if (unhandled) throw unhandled;
  } catch (error) {
    process.exit = (code) => {
      left ??= code;
    };
    await handle(error);
  } finally {
    process.stdout.write = real.out;
    process.stderr.write = real.err;
    process.exit = real.exit;
  }
  return { code: left ?? 0, ...printed };
}

function alone({ args }) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(PROCA, "proca-cli"), ...args], { env: environment, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

async function answer() {
  for await (const line of questions) {
    const asked = JSON.parse(line);
    const done = asked.home ? await start(asked) : asked.alone ? alone(asked) : await command(asked);
    print(`${JSON.stringify(done)}\n`);
  }
}

answer();
