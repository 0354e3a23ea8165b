// Frames that say how urgent a stream is: PRIORITY, of which little is left, and PRIORITY_UPDATE (RFC 9218).
//
// nghttp2 would read PRIORITY_UPDATE itself, but before 1.61 it loses count of a stream that such a frame has announced
// before its request: the stream is missing among those that are open, and its memory is used after it was freed.
// So streams that are not there yet are remembered here.
#include <algorithm>
#include <iterator>

#include "kaon/http/h2/detail/engine.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

std::uint32_t first_number(std::string_view payload) {
    std::uint32_t value = 0;
    for (char c : payload.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
    return value & 0x7fffffffu;
}

}  // namespace

void Engine::judge_priority(const FrameHead& frame, std::string_view payload) {
    if (payload.size() < 4) return;  // of a wrong size: that was told by its head, or is nghttp2's to tell
    const std::uint32_t named = first_number(payload);
    if (frame.type == NGHTTP2_PRIORITY) {
        // A stream below itself was wrong as long as the frame meant anything (RFC 7540, section 5.3.1), and
        // https://www.rfc-editor.org/rfc/rfc9113#section-5.4.1 lets any fault end the connection.
        if (named == frame.stream) terminate(ErrorCode::protocol_error, "a PRIORITY frame below itself");
        return;
    }
    // https://www.rfc-editor.org/rfc/rfc9218#section-7.1: nothing was pushed, so none of ours can be meant.
    if (named % 2 == 0) return terminate(ErrorCode::protocol_error, "PRIORITY_UPDATE of no request");
    if (const auto priority = parse_priority(payload.substr(4))) update_priority(named, *priority);
}

void Engine::update_priority(std::uint32_t stream, Priority priority) {
    const auto id = static_cast<std::int32_t>(stream);
    if (nghttp2_session_find_stream(session, id)) {
        const nghttp2_extpri wanted{.urgency = priority.urgency, .inc = priority.incremental};
        nghttp2_session_change_extpri_stream_priority(session, id, &wanted, 0);
        return;
    }
    if (!ids.is_new(stream)) return;  // it has ended
    EarlyPriority* place = std::find_if(std::begin(early_priorities), std::end(early_priorities),
                                        [stream](const EarlyPriority& early) { return early.stream == stream; });
    if (place == std::end(early_priorities))
        place = &early_priorities[next_early_priority++ % std::size(early_priorities)];
    *place = {stream, priority};
}

void Engine::apply_early_priority(std::uint32_t stream) {
    if (next_early_priority == 0) return;
    for (EarlyPriority& early : early_priorities) {
        if (early.stream != stream) continue;
        update_priority(stream, early.priority);
        early = {};
    }
}

}  // namespace kaon::inline v0::http::h2
