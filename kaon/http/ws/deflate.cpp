// zlib's raw streams: one per connection that keeps its context, else the core's own, lent for a message.
#include "kaon/http/ws/deflate.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <zlib.h>

namespace kaon::inline v0::http::ws {

namespace detail {

struct ZStream {
    z_stream z{};
    int (*end)(z_stream*) = nullptr;  // null: not begun

    ZStream() = default;
    ZStream(const ZStream&) = delete;
    ZStream& operator=(const ZStream&) = delete;
    ~ZStream() {
        if (end) end(&z);
    }
};

}  // namespace detail

namespace {

using detail::ZStream;

constexpr std::string_view tail("\0\0\xff\xff", 4);
constexpr int memory_level = 8;
constexpr int windows = 16;
constexpr std::size_t spare_inflaters = 8;  // per core; 40 KB each
constexpr std::size_t inflated_at_once = 16 * 1024;

void give_input(z_stream& z, std::string_view bytes) {
    // zlib does not write there; its interface is older than const.
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
}

std::unique_ptr<ZStream> make_deflater(int window_bits) {
    auto made = std::make_unique<ZStream>();
    if (deflateInit2(&made->z, Z_BEST_SPEED, Z_DEFLATED, -window_bits, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
        return nullptr;
    }
    made->end = [](z_stream* z) { return deflateEnd(z); };
    return made;
}

std::unique_ptr<ZStream> make_inflater(int window_bits) {
    auto made = std::make_unique<ZStream>();
    if (inflateInit2(&made->z, -window_bits) != Z_OK) return nullptr;
    made->end = [](z_stream* z) { return inflateEnd(z); };
    return made;
}

// A whole message is compressed in one call, so that one stream of each size serves all connections of the core.
ZStream* core_deflater(int window_bits) {
    thread_local std::unique_ptr<ZStream> streams[windows];
    std::unique_ptr<ZStream>& stream = streams[window_bits];
    if (!stream) stream = make_deflater(window_bits);
    else deflateReset(&stream->z);
    return stream.get();
}

// A message is inflated as it comes, so that several may be under way.
std::vector<std::unique_ptr<ZStream>>& core_inflaters() {
    thread_local std::vector<std::unique_ptr<ZStream>> spare;
    return spare;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc7692#section-7.1
std::string DeflateTerms::text() const {
    std::string out = "permessage-deflate";
    if (!server_keeps_context) out += "; server_no_context_takeover";
    if (!client_keeps_context) out += "; client_no_context_takeover";
    if (server_window_bits < 15) out += "; server_max_window_bits=" + std::to_string(server_window_bits);
    if (client_window_was_offered && client_window_bits < 15) {
        out += "; client_max_window_bits=" + std::to_string(client_window_bits);
    }
    return out;
}

Deflater::Deflater(const DeflateTerms& terms)
    : keeps_context_(terms.server_keeps_context), window_bits_(terms.server_window_bits) {}
Deflater::~Deflater() = default;

// https://www.rfc-editor.org/rfc/rfc7692#section-7.2.1
bool Deflater::compress(ByteBuffer& out, std::string_view message) {
    if (keeps_context_ && !own_) own_ = make_deflater(window_bits_);
    ZStream* stream = keeps_context_ ? own_.get() : core_deflater(window_bits_);
    if (!stream) return false;
    z_stream& z = stream->z;
    const std::size_t before = out.size();
    constexpr std::size_t most = 1u << 30;  // zlib counts in 32 bits
    do {
        const std::string_view part = message.substr(0, most);
        message.remove_prefix(part.size());
        give_input(z, part);
        do {
            const std::size_t room = std::max<std::size_t>(part.size() / 2, 256);
            z.next_out = reinterpret_cast<Bytef*>(out.prepare(room));
            z.avail_out = static_cast<uInt>(room);
            deflate(&z, message.empty() ? Z_SYNC_FLUSH : Z_NO_FLUSH);
            out.commit(room - z.avail_out);
        } while (z.avail_out == 0);
    } while (!message.empty());
    // An empty message leaves nothing but the tail's beginning: one byte stands for it (section 7.2.3.6).
    if (out.size() - before >= tail.size() && out.view().ends_with(tail)) out.truncate(out.size() - tail.size());
    if (out.size() == before) out.append('\0');
    return true;
}

Inflater::Inflater(const DeflateTerms& terms) : keeps_context_(terms.client_keeps_context) {
    if (keeps_context_) stream_ = make_inflater(std::max<int>(terms.client_window_bits, 9));
}
Inflater::~Inflater() = default;

bool Inflater::borrow() {
    if (stream_) return true;
    if (keeps_context_) return false;  // there was no memory for one
    auto& spare = core_inflaters();
    if (spare.empty()) {
        stream_ = make_inflater(15);
        return stream_ != nullptr;
    }
    stream_ = std::move(spare.back());
    spare.pop_back();
    return true;
}

void Inflater::give_back() {
    if (keeps_context_ || !stream_) return;
    auto& spare = core_inflaters();
    if (spare.size() < spare_inflaters) {
        inflateReset(&stream_->z);
        spare.push_back(std::move(stream_));
    }
    stream_.reset();
}

Inflater::Outcome Inflater::feed(std::string_view piece, ByteBuffer& out, std::uint64_t limit) {
    if (piece.empty()) return Outcome::fine;
    if (!borrow()) return Outcome::no_memory;
    z_stream& z = stream_->z;
    give_input(z, piece);
    for (;;) {
        // One byte more than may be there shows that the limit is passed.
        char beyond;
        const std::size_t left =
            static_cast<std::size_t>(std::min<std::uint64_t>(limit - out.size(), inflated_at_once));
        const std::size_t room = left ? left : 1;
        z.next_out = reinterpret_cast<Bytef*>(left ? out.prepare(room) : &beyond);
        z.avail_out = static_cast<uInt>(room);
        const int status = inflate(&z, Z_SYNC_FLUSH);
        const std::size_t made = room - z.avail_out;
        if (left) out.commit(made);
        else if (made) return Outcome::too_large;
        // A last block ends the stream of the sender's choice; what follows is a new one (section 7.2.3.4).
        if (status == Z_STREAM_END) inflateReset(&z);
        else if (status == Z_BUF_ERROR) return Outcome::fine;
        else if (status == Z_MEM_ERROR) return Outcome::no_memory;
        else if (status != Z_OK) return Outcome::broken;
        if (z.avail_in == 0 && z.avail_out > 0) return Outcome::fine;
    }
}

// https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2
Inflater::Outcome Inflater::finish(ByteBuffer& out, std::uint64_t limit) {
    const Outcome outcome = feed(tail, out, limit);
    if (outcome != Outcome::fine) return outcome;
    // zlib says in data_type where it stands: between two blocks (128), with so many bits left over.
    const int where = stream_->z.data_type;
    const bool whole = (where & 128) && (where & 7) == 0;
    give_back();
    return whole ? Outcome::fine : Outcome::broken;
}

}  // namespace kaon::inline v0::http::ws
