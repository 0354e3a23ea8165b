// What nghttp2 asks for while it makes frames: content of responses, their trailers.
#include <algorithm>

#include "kaon/http/h2/detail/engine.hpp"
#include "kaon/http/trailers.hpp"

namespace kaon::inline v0::http::h2 {

namespace {

// A frame of content is answered with a window update for the stream and one for the connection. One that fills the
// last bytes of a window earns none: windows of a few bytes would be a flood for free. Where a reader gives back frame
// by frame, a window that was once in pieces stays so, and each of them comes again with every round: the large frames
// earn for them too, by what they carry.
constexpr std::size_t dribble = 256;

constexpr std::uint32_t earned_by(std::size_t size, bool narrow) {
    return narrow ? 0 : std::max(2u, static_cast<std::uint32_t>(size / dribble));
}

nghttp2_nv field_of(std::string_view name, std::string_view value, std::uint8_t flags) {
    return {.name = reinterpret_cast<std::uint8_t*>(const_cast<char*>(name.data())),
            .value = reinterpret_cast<std::uint8_t*>(const_cast<char*>(value.data())),
            .namelen = name.size(),
            .valuelen = value.size(),
            .flags = flags};
}

bool has_upper(std::string_view name) {
    for (char c : name) {
        if (c >= 'A' && c <= 'Z') return true;
    }
    return false;
}

// https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2, and those that the session writes itself.
bool is_own(std::string_view name) {
    switch (name.size()) {
        case 4: return equals_ignoring_case(name, "date");
        case 7: return equals_ignoring_case(name, "upgrade");
        case 10: return equals_ignoring_case(name, "connection") || equals_ignoring_case(name, "keep-alive");
        case 16: return equals_ignoring_case(name, "proxy-connection");
        case 17: return equals_ignoring_case(name, "transfer-encoding");
        default: return false;
    }
}

}  // namespace

void Engine::add_field(std::string_view name, std::string_view value) {
    std::uint8_t flags = NGHTTP2_NV_FLAG_NO_COPY_VALUE;
    if (!has_upper(name)) flags |= NGHTTP2_NV_FLAG_NO_COPY_NAME;  // else nghttp2's copy is lowered
    fields.push_back(field_of(name, value, flags));
}

void Engine::add_fields(const Headers& headers, std::string_view& length) {
    for (const auto& [name, value] : headers) {
        if (is_own(name)) continue;
        if (name.size() == 14 && equals_ignoring_case(name, "content-length")) length = value;
        else add_field(name, value);
    }
}

void Engine::submit_trailers(Stream& stream, const Headers& trailers) {
    fields.clear();
    for (const auto& [name, value] : trailers) {
        if (may_be_trailer(name)) fields.push_back(field_of(name, value, NGHTTP2_NV_FLAG_NONE));
    }
    nghttp2_submit_trailer(session, static_cast<std::int32_t>(stream.id_), fields.data(), fields.size());
}

ssize_t Engine::content_ready(nghttp2_session*, std::int32_t, std::uint8_t*, std::size_t most, std::uint32_t* flags,
                              nghttp2_data_source* source, void* self) {
    auto& stream = *static_cast<Stream*>(source->ptr);
    static_cast<Engine*>(self)->narrow = most < dribble;
    const Stream::Ready ready = stream.ready(most);
    if (ready.size == 0 && !ready.end) return NGHTTP2_ERR_DEFERRED;
    *flags |= NGHTTP2_DATA_FLAG_NO_COPY;
    if (!ready.end) return static_cast<ssize_t>(ready.size);
    *flags |= NGHTTP2_DATA_FLAG_EOF;
    const Headers* trailers = stream.head_.takes_trailers() ? stream.trailers() : nullptr;
    if (trailers && trailers->size() > 0 && !trailers->broken()) {
        *flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM;
        static_cast<Engine*>(self)->submit_trailers(stream, *trailers);
    }
    return static_cast<ssize_t>(ready.size);
}

void Engine::append_frame(std::string_view bytes) {
    try {
        out->append(bytes);
    } catch (const std::bad_alloc&) {
        memory.note_short();
    }
}

// Straight into the output, with no copy in between. (Padding is never asked for.)
int Engine::send_content(nghttp2_session*, nghttp2_frame* frame, const std::uint8_t* head, std::size_t size,
                         nghttp2_data_source* source, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    auto& stream = *static_cast<Stream*>(source->ptr);
    constexpr std::size_t head_size = 9;
    const std::size_t before = engine.out->size();
    engine.out->prepare(head_size + size);
    engine.out->append({reinterpret_cast<const char*>(head), head_size});
    if (size > 0 && !stream.write(*engine.out, size)) {
        engine.out->truncate(before);
        return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE;
    }
    if (size > 0) engine.control.earn(earned_by(size, engine.narrow));
    if (size > 0) engine.small_frames.earn(1);
    if (stream.news_.drained) engine.tell(stream);
    (void)frame;
    return 0;
}

int Engine::frame_sent(nghttp2_session*, const nghttp2_frame* frame, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    if (frame->hd.type == NGHTTP2_RST_STREAM) {
        // What a peer makes us refuse costs as much as what it takes back (CVE-2025-8671).
        engine.ids.reset_by_us(static_cast<std::uint32_t>(frame->hd.stream_id));
        const std::uint32_t code = frame->rst_stream.error_code;
        if (code != NGHTTP2_NO_ERROR && code != NGHTTP2_CANCEL && !engine.doomed)
            engine.charge(engine.resets, "a flood of broken requests");
    }
    const bool ends = frame->hd.flags & NGHTTP2_FLAG_END_STREAM;
    if (!ends || (frame->hd.type != NGHTTP2_DATA && frame->hd.type != NGHTTP2_HEADERS)) return 0;
    if (Stream* stream = engine.find(frame->hd.stream_id)) {
        stream->news_.sent = true;
        engine.tell(*stream);
    }
    return 0;
}

int Engine::stream_closed(nghttp2_session*, std::int32_t id, std::uint32_t code, void* self) {
    auto& engine = *static_cast<Engine*>(self);
    Stream* stream = engine.find(id);
    if (!stream) return 0;
    // What nobody will read any more must not narrow the connection's window for ever.
    if (stream->unconsumed_ > 0) nghttp2_session_consume_connection(engine.session, stream->unconsumed_);
    stream->leave_open_ones();
    stream->unconsumed_ = 0;
    stream->closed_ = stream->news_.closed = true;
    stream->close_code_ = static_cast<ErrorCode>(code);
    engine.tell(*stream);
    return 0;
}

}  // namespace kaon::inline v0::http::h2
