// HTTP/2 is not spoken: whoever sends its preface is answered by HTTP/1.1, with 505.
#include "kaon/transport/detail/h2_connection.hpp"

namespace kaon::inline v0::transport::detail {

bool speaks_h2(const ServerOptions&) { return false; }

std::unique_ptr<PeerConnection> make_h2_connection(ServerCore&, Wire, const http::Peer&, ByteBuffer) { return nullptr; }

}  // namespace kaon::inline v0::transport::detail
