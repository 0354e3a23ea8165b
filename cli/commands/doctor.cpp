// kaon doctor: what is missing on this machine, and the command that mends it.
#include <cstdio>

#include "cli/commands.hpp"
#include "cli/doctor/checks.hpp"
#include "cli/say.hpp"

namespace kaon::inline v0::cli {

namespace {

int run_doctor() {
    const std::vector<Finding> findings = examine();
    std::fputs(report(findings).c_str(), stdout);
    return is_healthy(findings) ? Exit::ok : fail("something that is needed is missing: run the commands above");
}

}  // namespace

void add_doctor(Command to) {
    to.command("doctor", "Says what is missing on this machine, and the command that mends it")
        .examples("  kaon doctor\n")
        .fails("something is missing without which nothing is built")
        .runs(run_doctor);
}

}  // namespace kaon::inline v0::cli
