// Any bytes may come over the wire. Goal: no reader crashes, and what one takes is written and taken again as it was.
#include <cstdint>
#include <string_view>

#include "core/sync/wire.h"
#include "tests/fuzz/must.h"

namespace waymark::sync {
namespace {

template <class T>
void comes_back(const Json& json, Checked<T> (*read)(const Json&)) {
  const Checked<T> once = read(json);
  if (!once) return must(!once.error().empty(), "a refusal without a problem");
  const Json written = write(*once);
  const Checked<T> twice = read(written);
  must(twice.has_value(), "what was written is refused");
  must(write(*twice) == written, "what was written is read as something else");
}

void requests(const Json& json) {
  const Checked<ReadRequest> read = read_request(json);
  if (!read) return must(!read.error().empty(), "a refusal without a problem");
  must(read->request.ops.size() + read->refused.size() <= push_ops_max, "more operations than are allowed");
  for (const OpResult& refused : read->refused) must(refused.problem.has_value(), "a rejection without a problem");
  const Checked<ReadRequest> again = read_request(write(read->request));
  // Between two operations one may have been refused: then the counters have a gap.
  must(again.has_value() || !read->refused.empty(), "a request that was written is refused");
}

void take(std::string_view bytes) {
  (void)read_problem_details(bytes);
  const auto pages = read_pages(bytes);
  must(pages ? !pages->empty() : !pages.error().empty(), "neither pages nor a problem");
  const Checked<Json> json = parse_json(bytes);
  if (!json) return must(!json.error().empty(), "a refusal without a problem");
  must(parse_json(json_text(*json)) == *json, "JSON that was written is other JSON");
  must(parse_json(canonical(*json)) == *json, "canonical text is other JSON");
  requests(*json);
  comes_back(*json, read_reply);
  comes_back(*json, read_op);
  comes_back(*json, read_conflict);
}

}  // namespace
}  // namespace waymark::sync

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::sync::take({reinterpret_cast<const char*>(data), size});
  return 0;
}
