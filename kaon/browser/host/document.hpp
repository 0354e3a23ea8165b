// The document as what the DOM renderer drives.
#pragma once

#include "kaon/base/config.hpp"

namespace kaon::inline v0::browser::host {

// From now on the renderer's operations go to the document, at the end of each turn.
void use_document();

}  // namespace kaon::inline v0::browser::host
