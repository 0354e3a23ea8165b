// A router that still needs a state, where a service is wanted.
// error: kaon::serve(argc, argv, start): start gives
// error: remedy: a function that gives Task<Service>: co_return co_await router().with(...).build();
#include "kaon/program/serve.hpp"

kaon::Router<int> routes();

int main(int argc, char** argv) { return kaon::serve(argc, argv, routes, {.name = "x"}); }
