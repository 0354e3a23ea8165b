// The part's contents, in reading order: what a component includes. Rendering is in ui/ssr/, awaited parts in
// suspense.hpp, NodeRef in node_ref.hpp (it brings signals, 4 % more for the compiler), signals in signal/signals.hpp.
//
//   using namespace kaon;
//   using namespace kaon::html;
#pragma once

#include "kaon/ui/attributes.hpp"  // cls, href, name, aria ... attr
#include "kaon/ui/bind.hpp"        // bind::value, bind::checked, bind::group, prop
#include "kaon/ui/elements.hpp"    // div, p, a ... fragment, element
#include "kaon/ui/events.hpp"      // on::click, on::input, on::submit ...
#include "kaon/ui/flow.hpp"        // when, show, each
#include "kaon/ui/keyed.hpp"       // each with keys
#include "kaon/ui/page.hpp"        // page
#include "kaon/ui/required.hpp"    // Required
#include "kaon/ui/view.hpp"        // View, Children, ViewList, trusted_html
