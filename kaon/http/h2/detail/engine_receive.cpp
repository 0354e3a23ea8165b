// What nghttp2 reports of what a peer sends: counted against the budgets, noted on its stream.
#include <algorithm>

#include "kaon/http/h2/detail/engine.hpp"
#include "kaon/http/trailers.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

std::string_view text(const std::uint8_t* bytes, std::size_t size) {
    return {reinterpret_cast<const char*>(bytes), size};
}

constexpr std::uint32_t earned_by_request = 4;  // its priority, its update, a window for each of stream and connection

// Content that costs more by its frame than by its bytes, and such that pays for a small frame before and behind it.
constexpr std::size_t small_content = 64;
constexpr std::size_t large_content = 512;
constexpr std::uint32_t earned_by_large_content = 2;

}  // namespace

void Engine::charge(Budget& budget, std::string_view why) {
    if (!budget.spend(now)) terminate(ErrorCode::enhance_your_calm, why);
}

// Every frame, before nghttp2 sees it.
void Engine::judge(const FrameHead& frame) {
    of_head = frame.type == NGHTTP2_HEADERS || frame.type == NGHTTP2_CONTINUATION;
    if (of_head) in_headers = !(frame.flags & NGHTTP2_FLAG_END_HEADERS);
    switch (frame.type) {
        case NGHTTP2_HEADERS: continuations = 0; [[fallthrough]];
        case NGHTTP2_DATA: judge_stream(frame); break;
        case NGHTTP2_CONTINUATION:
            if (++continuations > limits.continuations)
                terminate(ErrorCode::enhance_your_calm, "a flood of CONTINUATION frames");
            break;
        case NGHTTP2_SETTINGS:
            if (!(frame.flags & NGHTTP2_FLAG_ACK)) note_widest_window();
            charge(control, "a flood of control frames");
            break;
        case NGHTTP2_RST_STREAM: charge(resets, "a flood of RST_STREAM frames"); break;
        // https://www.rfc-editor.org/rfc/rfc9113#section-6.3; the rest of it means nothing any more.
        case NGHTTP2_PRIORITY:
            if (frame.stream == 0) terminate(ErrorCode::protocol_error, "PRIORITY without a stream");
            [[fallthrough]];
        default: charge(control, "a flood of control frames"); break;
        // https://www.rfc-editor.org/rfc/rfc9218#section-7.1
        case NGHTTP2_PRIORITY_UPDATE:
            if (frame.stream != 0) terminate(ErrorCode::protocol_error, "PRIORITY_UPDATE on a stream");
            if (frame.length < 4) terminate(ErrorCode::frame_size_error, "PRIORITY_UPDATE of a wrong size");
            charge(control, "a flood of control frames");
            break;
    }
    const bool empty = frame.length == 0 && !(frame.flags & NGHTTP2_FLAG_END_STREAM);
    if (empty && (frame.type == NGHTTP2_DATA || frame.type == NGHTTP2_CONTINUATION))
        charge(control, "a flood of empty frames");
}

// https://www.rfc-editor.org/rfc/rfc9113#section-5.1: frames of a stream that has ended, where the peer knew it.
void Engine::judge_stream(const FrameHead& frame) {
    if (ids.is_new(frame.stream) || frame.stream % 2 == 0) return;  // nghttp2's business
    if (nghttp2_session_find_stream(session, static_cast<std::int32_t>(frame.stream))) return;
    if (ids.skipped(frame.stream)) return terminate(ErrorCode::protocol_error, "a stream that was passed over");
    if (!ids.may_still_get(frame.stream)) return terminate(ErrorCode::stream_closed, "a frame of an ended stream");
    // It pays for what crosses our reset, else that would be free for ever.
    charge(control, "a flood of frames of a closed stream");
}

void Engine::open_stream(std::int32_t id) {
    ids.opened(static_cast<std::uint32_t>(id));
    Stream* stream = host.open();
    if (!stream) {
        nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, id, NGHTTP2_REFUSED_STREAM);
        return;
    }
    stream->id_ = static_cast<std::uint32_t>(id);
    stream->closed_ = false;
    stream->join_open_ones(first_open);
    nghttp2_session_set_stream_user_data(session, id, stream);
}

int Engine::begin_headers(nghttp2_session*, const nghttp2_frame* frame, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    if (frame->hd.type == NGHTTP2_HEADERS && frame->headers.cat == NGHTTP2_HCAT_REQUEST)
        engine.open_stream(frame->hd.stream_id);
    return 0;
}

int Engine::header(nghttp2_session*, const nghttp2_frame* frame, const std::uint8_t* name, std::size_t name_size,
                   const std::uint8_t* value, std::size_t value_size, std::uint8_t, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    Stream* stream = engine.find(frame->hd.stream_id);
    if (!stream) return 0;
    const bool trails = frame->headers.cat != NGHTTP2_HCAT_REQUEST;
    HeadReader& reader = trails ? stream->trailer_ : stream->head_;
    reader.add(engine.limits, text(name, name_size), text(value, value_size));
    // A byte of HPACK can stand for four kilobytes: what goes on and on is not worth an answer.
    if (reader.list_bytes() > 4ull * engine.limits.header_list_bytes) {
        engine.terminate(ErrorCode::enhance_your_calm, "a header list without end");
        return NGHTTP2_ERR_PAUSE;
    }
    return 0;
}

// Where nghttp2 would leave a field out in silence: the request is malformed (RFC 9113, section 8.2.1).
int Engine::invalid_header(nghttp2_session*, const nghttp2_frame*, const std::uint8_t*, std::size_t,
                           const std::uint8_t*, std::size_t, std::uint8_t, void*) {
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
}

int Engine::content(nghttp2_session* session, std::uint8_t, std::int32_t id, const std::uint8_t* bytes,
                    std::size_t size, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    Stream* stream = engine.find(id);
    if (!stream) {
        nghttp2_session_consume_connection(session, size);
        return 0;
    }
    stream->content_.append(text(bytes, size));
    stream->unconsumed_ += size;
    stream->news_.content = true;
    engine.tell(*stream);
    return 0;
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.1: fields behind the content.
int Engine::finish_trailers(Stream& stream) {
    HeadReader& reader = stream.trailer_;
    if (reader.list_bytes() > limits.trailer_bytes) {
        return nghttp2_submit_rst_stream(session, NGHTTP2_FLAG_NONE, static_cast<std::int32_t>(stream.id_),
                                         NGHTTP2_ENHANCE_YOUR_CALM);
    }
    reader.give_fields(stream.request.trailers);
    return 0;
}

int Engine::headers_received(Stream& stream, const nghttp2_frame& frame) {
    if (frame.headers.cat != NGHTTP2_HCAT_REQUEST) return finish_trailers(stream);
    control.earn(earned_by_request);
    apply_early_priority(stream.id_);
    stream.head_.finish(limits, stream.request);
    stream.news_.head = true;
    tell(stream);
    return 0;
}

// A frame of a byte costs what one of a kilobyte does (CVE-2019-9511 in the other direction); one without content is
// paid for by its head already.
void Engine::charge_content(const nghttp2_data& frame) {
    const std::size_t size = frame.hd.length - frame.padlen;
    if (size >= large_content) return small_frames.earn(earned_by_large_content);
    if (size >= small_content || frame.hd.flags & NGHTTP2_FLAG_END_STREAM) return;
    if (size > 0) charge(small_frames, "a flood of small frames");
    else if (frame.hd.length > 0) charge(control, "a flood of empty frames");
}

// Windows do not change while a frame of SETTINGS comes.
void Engine::note_widest_window() {
    widest_window = 0;
    for (const Stream* stream = first_open; stream; stream = stream->next_open_) {
        const std::int64_t window =
            nghttp2_session_get_stream_remote_window_size(session, static_cast<std::int32_t>(stream->id_));
        widest_window = std::max(widest_window, window);
    }
}

// https://www.rfc-editor.org/rfc/rfc9113#section-6.9.2: a change of the initial window that makes the window of any
// stream too large ends the connection. nghttp2 resets that stream.
void Engine::settings_received(const nghttp2_settings& frame) {
    greeted = true;
    if (frame.hd.flags & NGHTTP2_FLAG_ACK) return;
    for (std::size_t i = 0; i < frame.niv; ++i) {
        if (frame.iv[i].settings_id != NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE) continue;
        widest_window += std::int64_t{frame.iv[i].value} - peer_window;
        peer_window = frame.iv[i].value;
        if (first_open && widest_window > NGHTTP2_MAX_WINDOW_SIZE)
            terminate(ErrorCode::flow_control_error, "a stream's window above 2^31-1");
    }
}

int Engine::frame_received(nghttp2_session*, const nghttp2_frame* frame, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    const std::uint8_t type = frame->hd.type;
    if (type == NGHTTP2_SETTINGS) engine.settings_received(frame->settings);
    if (type != NGHTTP2_HEADERS && type != NGHTTP2_DATA) return 0;
    if (type == NGHTTP2_DATA) engine.charge_content(frame->data);
    Stream* stream = engine.find(frame->hd.stream_id);
    if (!stream) return 0;
    if (type == NGHTTP2_HEADERS && engine.headers_received(*stream, *frame) != 0) return NGHTTP2_ERR_CALLBACK_FAILURE;
    if (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) {
        stream->content_complete_ = true;
        stream->news_.content = true;
        engine.tell(*stream);
    }
    return 0;
}

}  // namespace kaon::inline v0::http::h2
