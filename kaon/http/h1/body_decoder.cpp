// The framing of contents: a length, or chunks (RFC 9112, sections 6.2 and 7.1).
#include "kaon/http/h1/body_decoder.hpp"

#include <algorithm>

#include "kaon/base/ascii.hpp"
#include "kaon/http/h1/scan.hpp"
#include "kaon/http/trailers.hpp"

namespace kaon::inline v0::http::h1 {

namespace {

const char* find_control(std::string_view text, std::size_t from) {
    return detail::find_stop<detail::Stop::value>(text.data(), text.data() + from, text.data() + text.size());
}

enum class LineEnd { missing, here, wrong };

// Is CR LF at `at`?
LineEnd line_end(std::string_view text, std::size_t at) {
    if (at == text.size()) return LineEnd::missing;
    if (text[at] != '\r') return LineEnd::wrong;
    if (at + 1 == text.size()) return LineEnd::missing;
    return text[at + 1] == '\n' ? LineEnd::here : LineEnd::wrong;
}

}  // namespace

BodyDecoder::BodyDecoder(Framing framing, std::uint64_t length, const Limits& limits, http::Headers* trailers)
    : limits_(&limits), trailers_(trailers) {
    if (framing == Framing::chunked) {
        state_ = State::chunk_size;
    } else if (framing == Framing::length && length > 0) {
        state_ = State::content;
        remaining_ = length;
    }
}

BodyStep BodyDecoder::decode(std::string_view bytes) {
    BodyStep step;
    std::string_view rest = bytes;
    bool more = true;
    while (more) {
        switch (state_) {
            case State::content:
            case State::chunk_data: more = read_data(rest, step); break;
            case State::chunk_size: more = read_chunk_size(rest, step); break;
            case State::chunk_end: more = read_chunk_end(rest, step); break;
            case State::trailers: more = read_trailer(rest, step); break;
            case State::ended: more = false; break;
            case State::refused: more = refuse(step, "the content was refused before"); break;
        }
    }
    if (state_ == State::ended) step.state = BodyStep::State::end;
    step.consumed = bytes.size() - rest.size();
    return step;
}

bool BodyDecoder::refuse(BodyStep& step, std::string_view reason) {
    state_ = State::refused;
    step.state = BodyStep::State::refused;
    step.reason = reason;
    return false;
}

bool BodyDecoder::read_data(std::string_view& rest, BodyStep& step) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, rest.size()));
    step.data = rest.substr(0, size);
    rest.remove_prefix(size);
    remaining_ -= size;
    if (remaining_ == 0) state_ = state_ == State::content ? State::ended : State::chunk_end;
    return false;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1: chunk-size [chunk-ext] CR LF
bool BodyDecoder::read_chunk_size(std::string_view& rest, BodyStep& step) {
    const std::size_t limit = limits_->chunk_line_bytes;
    const std::string_view line = rest.substr(0, std::min(rest.size(), limit));
    std::size_t at = 0;
    std::size_t digits = 0;
    std::uint64_t size = 0;
    for (; at < line.size(); ++at) {
        const int digit = ascii::hex_value(line[at]);
        if (digit < 0) break;
        if (size >> 59) return refuse(step, "a chunk size above 2^63");
        size = size << 4 | static_cast<std::uint64_t>(digit);
    }
    if (at < line.size()) {
        if (at == 0) return refuse(step, "a chunk size is no number");
        digits = at;
        // https://www.rfc-editor.org/rfc/rfc9112#section-7.1.1: extensions are passed over; they hold no controls.
        if (line[at] == ';' || line[at] == ' ' || line[at] == '\t') {
            while (at < line.size() && (line[at] == ' ' || line[at] == '\t')) ++at;
            if (at < line.size() && line[at] != ';') return refuse(step, "white space after a chunk size");
            at = static_cast<std::size_t>(find_control(line, at) - line.data());
        }
        const LineEnd end = line_end(line, at);
        if (end == LineEnd::wrong) return refuse(step, "a chunk size is followed by something else");
        if (end == LineEnd::here) {
            // Each line has its limit, but a peer may send any number of tiny chunks.
            extension_bytes_ += static_cast<std::uint32_t>(at - digits);
            if (extension_bytes_ > limits_->chunk_extension_bytes) return refuse(step, "too many chunk extensions");
            rest.remove_prefix(at + 2);
            remaining_ = size;
            state_ = size ? State::chunk_data : State::trailers;
            return true;
        }
    }
    if (rest.size() > limit) return refuse(step, "a chunk line is too long");
    return false;
}

// Exactly CR LF after the data: two bytes skipped unseen have been a way to smuggle.
bool BodyDecoder::read_chunk_end(std::string_view& rest, BodyStep& step) {
    switch (line_end(rest, 0)) {
        case LineEnd::missing: return false;
        case LineEnd::wrong: return refuse(step, "chunk data is longer than its size");
        case LineEnd::here: break;
    }
    rest.remove_prefix(2);
    state_ = State::chunk_size;
    return true;
}

// https://www.rfc-editor.org/rfc/rfc9112#section-7.1.2: one field line, or the empty line that ends it all.
bool BodyDecoder::read_trailer(std::string_view& rest, BodyStep& step) {
    const std::size_t limit = limits_->trailer_bytes - trailer_bytes_;
    const std::string_view line = rest.substr(0, std::min(rest.size(), limit));
    std::size_t at = 0;
    std::string_view name;
    LineEnd end = LineEnd::missing;
    if (!line.empty() && (line[0] == '\r' || line[0] == '\n')) {
        end = line_end(line, 0);
    } else {
        while (at < line.size() && http::is_token_char(line[at])) ++at;
        if (at < line.size()) {
            if (at == 0 || line[at] != ':') return refuse(step, "a trailer without a proper name");
            name = line.substr(0, at);
            at = static_cast<std::size_t>(find_control(line, at + 1) - line.data());
            end = line_end(line, at);
        }
    }
    if (end == LineEnd::wrong) return refuse(step, "a control character in a trailer");
    if (end == LineEnd::missing) {
        if (rest.size() > limit) return refuse(step, "the trailers are too large");
        return false;
    }
    rest.remove_prefix(at + 2);
    trailer_bytes_ += static_cast<std::uint32_t>(at + 2);
    if (at == 0) {
        state_ = State::ended;
        return false;
    }
    if (++trailer_fields_ > limits_->fields) return refuse(step, "too many trailers");
    if (trailers_ && http::may_be_trailer(name)) {
        trailers_->append_copy(name, ascii::trimmed(line.substr(name.size() + 1, at - name.size() - 1)));
    }
    return true;
}

}  // namespace kaon::inline v0::http::h1
