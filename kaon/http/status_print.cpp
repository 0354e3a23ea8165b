// Apart from status.cpp, so that only tests link streams for it.
#include <ostream>

#include "kaon/http/status.hpp"

namespace kaon::inline v0::http {

void PrintTo(Status status, std::ostream* out) { *out << code(status) << ' ' << phrase(status); }

}  // namespace kaon::inline v0::http
