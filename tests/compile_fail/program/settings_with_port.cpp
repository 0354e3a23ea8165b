// A setting that every server has already.
// error: kaon::serve(argc, argv, start): every server has a setting 'port' already.
// error: remedy: drop the field from 'Settings'; its default is an option of serve().
#include "kaon/program/serve.hpp"

struct Settings {
    int port = 80;
};
kaon::Task<kaon::Service> start(const Settings&);

int main(int argc, char** argv) { return kaon::serve(argc, argv, start, {.name = "x"}); }
