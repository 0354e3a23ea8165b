// The words of SyncErrc.
#include "kaon/coro/sync_error.hpp"

namespace kaon::inline v0 {

CodeText describe(SyncErrc code) {
    switch (code) {
        case SyncErrc::closed: return {Errc::unavailable, "closed", "Nobody is there any more."};
        case SyncErrc::full: return {Errc::too_many, "full", "There is no room at the moment."};
        case SyncErrc::empty: return {Errc::unavailable, "empty", "There is nothing at the moment."};
    }
    return {Errc::internal, "sync", "Something went wrong on our side."};
}

}  // namespace kaon::inline v0
