// The program: serves until it is told to stop.
#include "kaon/program/serve.hpp"
#include "server/routes.hpp"

int main(int argc, char** argv) { return kaon::serve(argc, argv, counter::routes, {.name = "counter", .port = 3002}); }
