// FetchTransport: requests carried by the browser's fetch().
#pragma once

#include "kaon/browser/fetch.hpp"

namespace kaon::inline v0::browser::host {

class FetchTransport final : public Transport {
public:
    Task<FetchResponse> send(FetchRequest request) override;
};

}  // namespace kaon::inline v0::browser::host
