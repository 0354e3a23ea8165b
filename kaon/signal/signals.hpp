// The part's contents, in reading order: what a component with state includes.
//
//   Signal count = 0;
//   Memo twice = [=] { return count() * 2; };
//   watch(twice, [](int now) { ... });
//   on_cleanup([] { ... });
#pragma once

#include "kaon/signal/context.hpp"   // provide_context, use_context
#include "kaon/signal/effect.hpp"    // effect, watch
#include "kaon/signal/memo.hpp"      // Memo
#include "kaon/signal/owner.hpp"     // Owner, on_cleanup
#include "kaon/signal/read.hpp"      // ReadSignal
#include "kaon/signal/selector.hpp"  // Selector
#include "kaon/signal/shared.hpp"    // SharedSignal
#include "kaon/signal/signal.hpp"    // Signal
