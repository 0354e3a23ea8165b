// When a message is compressed.
#include "kaon/http/ws/encoder.hpp"

namespace kaon::inline v0::http::ws {

namespace {
constexpr std::size_t kept_scratch = 64 * 1024;
}

Encoder::Encoder(const DeflateTerms& terms, std::size_t from)
    : from_(from), shared_window_bits_(terms.server_keeps_context ? 0 : terms.server_window_bits) {
    deflater_.emplace(terms);
}

void Encoder::append(ByteBuffer& out, Opcode opcode, std::string_view message) {
    if (!deflater_ || message.size() < from_) return append_frame(out, {.opcode = opcode}, message);
    // The head, whose length depends on the size, comes first: the payload is made beside it.
    thread_local ByteBuffer scratch;
    scratch.clear();
    const bool made = deflater_->compress(scratch, message);
    // What did not shrink goes as it is, unless the other side needs it to read on.
    if (made && (scratch.size() < message.size() || deflater_->keeps_context())) {
        append_frame(out, {.opcode = opcode, .reserved = reserved_1}, scratch.view());
    } else {
        append_frame(out, {.opcode = opcode}, message);
    }
    if (scratch.capacity() > kept_scratch) scratch.release();
}

}  // namespace kaon::inline v0::http::ws
