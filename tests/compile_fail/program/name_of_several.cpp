// A Task that has the name of a function of Kaon.
// error: invokes a deleted function: this name stands for several functions, one of them Kaon's or C's: write ::name
#include "kaon/program/program.hpp"

using namespace kaon;

Task<void> get();

int main(int argc, char** argv) { return kaon::main(argc, argv, get, {.name = "x"}); }
