// An Error that is made and dropped was meant to be returned.
// error: ignoring temporary created by a constructor declared with 'nodiscard' attribute
#include "kaon/base/error.hpp"

void load() { kaon::Error(kaon::Errc::not_found, "no such user"); }
