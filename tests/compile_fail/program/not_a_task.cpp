// A function that is no Task.
// error: kaon::main(argc, argv, function): the function gives 'int'.
// error: remedy: Task<void>, or Task<int> for an exit status.
#include "kaon/program/main.hpp"

int run();

int main(int argc, char** argv) { return kaon::main(argc, argv, run, {.name = "x"}); }
