// A Task that nobody awaits never runs.
// error: ignoring return value
#include "kaon/coro/task.hpp"

kaon::Task<> send_mail();

kaon::Task<> sign_up() {
    send_mail();
    co_return;
}
