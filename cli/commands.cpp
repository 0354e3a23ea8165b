// The order of `kaon --help`: from the first hour on.
#include "cli/commands.hpp"

namespace kaon::inline v0::cli {

void add_sql(Command to) {
    Command sql = to.command("sql", "Checked queries and migrations");
    sql.examples("  kaon sql prepare\n  kaon sql migrate info\n");
    add_sql_prepare(sql);
    add_sql_migrate(sql);
}

void add_commands(CommandLine& line) {
    Command top = line.top();
    top.examples("  kaon new guestbook         makes a project in ./guestbook\n"
                 "  kaon build --release       one program with its assets inside\n"
                 "  kaon doctor                what is missing on this machine\n");
    add_new(top);
    add_build(top);
    add_test(top);
    add_run(top);
    add_dev(top);
    add_routes(top);
    add_sql(top);
    add_doctor(top);
    add_completion(top, line);
}

}  // namespace kaon::inline v0::cli
