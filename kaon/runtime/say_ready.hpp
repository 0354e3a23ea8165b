// say_ready(): tells whoever started this program that it serves now, by systemd's protocol (Type=notify).
//
//   runtime::say_ready();     // once the listener is served; does nothing when nobody asked (NOTIFY_SOCKET)
//   runtime::say_main_process(successor);     // another process is the service from now on
//
// Never waits and never fails the program: what cannot be told is not told. Threads: before others are started, or any
// once the environment does not change any more.
#pragma once

#include "kaon/base/config.hpp"

namespace kaon::inline v0::runtime {

void say_ready();
void say_main_process(int pid);

}  // namespace kaon::inline v0::runtime
