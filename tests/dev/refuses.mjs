// kaon dev refuses a program that serves nothing, with one line that names the command for it.
import { check, until, withDev } from './dev.mjs';

const noServer = `// Says a line and ends.
#include <cstdio>

#include "kaon/program/main.hpp"

namespace {

kaon::Task<void> run() {
    std::puts("the work of the program");
    co_return;
}

}  // namespace

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "tiny"}); }
`;

await withDev(async (dev) => {
  check(await dev.exit === 1, `it gives ${await dev.exit}: ${dev.log()}`);
  const lines = dev.log().trim().split('\n');
  check(lines.filter((line) => line.startsWith('kaon: ')).length === 1, dev.log());
  check(lines.at(-1) === "kaon: tiny does not serve; use 'kaon run'", dev.log());
  check(!dev.log().includes('the work of the program'), 'it was not run');
}, { change: ({ edit }) => edit('server/main.cpp', () => noServer) });
