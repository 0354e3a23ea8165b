// The part's contents: what main() calls.
#pragma once

#include "kaon/program/arguments.hpp"  // help, letters and places of options
#include "kaon/program/main.hpp"       // a program that is not a server
#include "kaon/program/serve.hpp"      // a server
