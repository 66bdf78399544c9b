#include "core/client/case_view.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "core/client/receipts.h"
#include "core/client/versions.h"
#include "core/model/json.h"
#include "core/model/schema.h"
#include "core/sync/merge.h"

namespace waymark::client {

namespace {

Delivery delivery_of(const Edit& edit) {
  if (edit.answered) return Delivery::sent;
  return edit.kept == Kept::stored ? Delivery::saved_here : Delivery::saving;
}

// From best to worst; `none` is of documents that nobody wrote.
int worse(Delivery delivery) {
  switch (delivery) {
    case Delivery::none:
    case Delivery::sent:
    case Delivery::seen:
      return 0;
    case Delivery::saved_here:
      return 1;
    case Delivery::saving:
      return 2;
    case Delivery::needs_attention:
      return 3;
  }
  return 0;
}

ShownDoc shown_of(const DocId& id, const BaseDoc& base) {
  ShownDoc doc;
  doc.case_id = base.case_id;
  doc.id = id;
  doc.type = base.type;
  doc.deleted = base.deleted;
  doc.base_seq = doc.order = base.seq;
  doc.is_own_change = base.is_own_change;
  doc.base = &base.document;
  doc.conflicts = &base.conflicts;
  doc.created_utc_ms = base.created_utc_ms;
  return doc;
}

/// A document that only this phone has: shown behind all that the server knows.
ShownDoc shown_of(const sync::Op& op) {
  ShownDoc doc;
  doc.case_id = op.case_id;
  doc.id = op.doc;
  doc.order = sync::whole_number_max + op.n;
  return doc;
}

void lay_over(ShownDoc& doc, const sync::Op& op, Delivery delivery) {
  if (!doc.own) doc.own = doc.base == nullptr ? sync::Json::object() : *doc.base;
  if (op.kind == sync::OpKind::create) doc.type = op.type;
  sync::overlay(*doc.own, doc.deleted, op);
  for (const sync::FieldSet& place : op.set) doc.settled.push_back({place.pointer, op.base});
  if (op.kind == sync::OpKind::set) doc.settled.push_back({"", op.base});
  if (worse(delivery) > worse(doc.delivery)) doc.delivery = delivery;
}

void lay_over(ShownDoc& doc, const Edit& edit) {
  if (edit.op.kind == sync::OpKind::create) doc.delivery = Delivery::sent;  // a refused one is made anew
  lay_over(doc, edit.op, delivery_of(edit));
}

void lay_over(ShownDoc& doc, const Refused& edit) {
  doc.delivery = Delivery::needs_attention;
  if (doc.base == nullptr) lay_over(doc, edit.op, Delivery::needs_attention);
}

/// A document as its reader may see it: with what is beside it, and how far it has come.
struct Sight {
  const ShownDoc& doc;
  std::vector<Beside> beside;
  Delivery delivery = Delivery::sent;
};

template <class T>
std::optional<Shown<T>> read_shown(const Sight& sight) {
  const ShownDoc& doc = sight.doc;
  Checked<T> value = read<T>(doc.document());
  if (!value) return std::nullopt;  // of a later version of the schema: kept, not shown
  return Shown<T>{doc.id, std::move(*value), sight.delivery, sight.beside, doc.created_utc_ms};
}

/// Adds it to an ordered list, behind those that it does not come before.
template <class T, class Before>
void add_to(std::vector<Shown<T>>& list, const Sight& sight, Before before) {
  auto shown = read_shown<T>(sight);
  if (shown) list.insert(std::ranges::upper_bound(list, *shown, before), std::move(*shown));
}

template <class T>
void put_in(Shown<T>& place, const Sight& sight) {
  if (auto shown = read_shown<T>(sight)) place = std::move(*shown);
}

/// A heading has one view. Until the council has said which, a phone may know of another's beside its own: the later
/// one with words is shown.
void add_view(std::map<Heading, Shown<View>>& views, std::map<Heading, std::int64_t>& orders, const Sight& sight) {
  auto shown = read_shown<View>(sight);
  if (!shown) return;
  const Heading heading = shown->value.heading;
  const auto [place, is_new] = views.try_emplace(heading, *shown);
  const bool shown_has_words = !place->second.value.words.empty(), has_words = !shown->value.words.empty();
  const bool later = !shown_has_words || (has_words && sight.doc.order > orders[heading]);
  if (!is_new && !later) return;
  orders[heading] = sight.doc.order;
  place->second = std::move(*shown);
}

constexpr Date never{9999, 12, 31};

// The orders of the lists. Documents come in the order of creation, which decides where these see no difference.
bool step_before(const Shown<Step>& a, const Shown<Step>& b) {
  const auto key = [](const Step& step) { return std::tuple(step.done, step.due.value_or(never)); };
  return key(a.value) < key(b.value);
}
bool contact_before(const Shown<Contact>& a, const Shown<Contact>& b) { return a.value.kind < b.value.kind; }
bool appointment_before(const Shown<Appointment>& a, const Shown<Appointment>& b) {
  return std::tie(a.value.on, a.value.at) < std::tie(b.value.on, b.value.at);
}
template <class T>
bool newer_before(const Shown<T>& a, const Shown<T>& b) {
  return std::tie(a.value.on, a.id) > std::tie(b.value.on, b.id);
}

std::optional<Date> next_planned(const CaseState& one, AppointmentKind kind, Date today) {
  for (const Shown<Appointment>& shown : one.appointments) {  // by date
    const Appointment& appointment = shown.value;
    if (appointment.kind == kind && appointment.state == AppointmentState::planned && appointment.on >= today) {
      return appointment.on;
    }
  }
  return std::nullopt;
}

/// By the day on which the request came to the server, in UTC: no phone's clock decides whether it counts. One of the
/// day of the review counts too: it may have been made after it. One that is not there yet counts.
bool is_review_requested(const CaseState& one) {
  constexpr std::int64_t day_ms = 24 * 60 * 60 * 1000;
  const std::optional<Date>& reviewed = one.plan.value.last_reviewed_on;
  return std::ranges::any_of(one.messages, [&](const Shown<Message>& shown) {
    if (shown.value.kind != MessageKind::review_request) return false;
    if (!reviewed || shown.created_utc_ms == 0) return true;
    return from_day_number(static_cast<std::int32_t>(shown.created_utc_ms / day_ms)) >= *reviewed;
  });
}

int count_unanswered(const CaseState& one) {
  int count = 0;
  for (const Shown<Message>& shown : one.messages) {  // newest first
    if (shown.value.from == Role::adviser) break;
    if (shown.value.kind == MessageKind::note) ++count;
  }
  return count;
}

void judge(CaseState& one, const Clocks& clocks, Date today) {
  const Person& person = one.person.value;
  const Plan& plan = one.plan.value;
  const std::optional<Date> start =
      one.agreements.empty() ? std::nullopt : std::optional<Date>(one.agreements.front().value.on);
  one.status = law::likely_status(person, today);
  const std::optional<Date> review = next_planned(one, AppointmentKind::review, today);
  const std::optional<Date> visit = next_planned(one, AppointmentKind::visit, today);
  one.review = law::review_clock(plan, start, person, one.status, clocks, review, today);
  one.visit = law::visit_clock(plan, start, person, one.status, clocks, visit, today);
  one.review_requested = is_review_requested(one);
  one.unanswered = count_unanswered(one);
  one.suggestions = static_cast<int>(
      std::ranges::count_if(plan.sections, [](const auto& section) { return !section.second.suggestion.empty(); }));
}

int days_until_it_presses(const CaseState& one) {
  int days = std::numeric_limits<int>::max();
  for (const law::DutyClock& clock : {one.review, one.visit}) {
    if (clock.state != law::ClockState::no_start) days = std::min(days, clock.days_left);
  }
  if (one.review_requested && !one.review.planned) days = std::min(days, 0);
  if (one.unanswered > 0 || !one.to_choose.empty()) days = std::min(days, 1);
  return days;
}

std::string text_in(const sync::Json& document, const char* field) {
  const auto found = document.find(field);
  const auto* text = found == document.end() ? nullptr : found->get_ptr<const sync::Json::string_t*>();
  return text == nullptr ? std::string() : *text;
}

}  // namespace

std::optional<Heading> heading_in(std::string_view pointer) {
  constexpr std::string_view sections = "/sections/";
  if (!pointer.starts_with(sections)) return std::nullopt;
  pointer.remove_prefix(sections.size());
  return parse_name<Heading>(pointer.substr(0, pointer.find('/')));
}

About about(const CaseId& id, const std::string& type, const sync::Json& document) {
  About out{.case_id = id, .doc = {}, .type = type};
  if (!document.is_object()) return out;
  out.heading = parse_name<Heading>(text_in(document, "heading"));
  out.subject = text_in(document, "pledge");
  for (const char* field : {"title", "name", "text"}) {
    if (out.title.empty()) out.title = text_in(document, field);
  }
  return out;
}

std::vector<ShownDoc> shown_docs(const CaseId& id, const Papers& papers) {
  std::map<DocId, ShownDoc> docs;
  for (const auto& [doc, base] : papers.replica.docs_of(id)) docs.emplace(doc, shown_of(doc, base));
  for (const Refused& edit : papers.refused) {
    if (edit.op.case_id == id) lay_over(docs.try_emplace(edit.op.doc, shown_of(edit.op)).first->second, edit);
  }
  for (const Edit& edit : papers.outbox.edits()) {
    if (edit.op.case_id == id) lay_over(docs.try_emplace(edit.op.doc, shown_of(edit.op)).first->second, edit);
  }
  std::vector<ShownDoc> list;
  for (auto& [doc, shown] : docs) {
    if (!shown.type.empty()) list.push_back(std::move(shown));  // an edit of nothing shows nothing
  }
  return list;
}

std::optional<ShownDoc> shown_doc(const DocId& id, const Papers& papers) {
  std::optional<ShownDoc> doc;
  if (const BaseDoc* base = papers.replica.find(id)) doc = shown_of(id, *base);
  const auto add = [&](const auto& edits) {
    for (const auto& edit : edits) {
      if (edit.op.doc != id) continue;
      if (!doc) doc = shown_of(edit.op);
      lay_over(*doc, edit);
    }
  };
  add(papers.refused);
  add(papers.outbox.edits());
  if (doc && doc->type.empty()) doc.reset();
  return doc;
}

CaseState view_of(const CaseId& id, const std::vector<ShownDoc>& docs, const Clocks& clocks, Date today, Role reader) {
  CaseState one;
  one.id = id;
  one.person.delivery = one.plan.delivery = Delivery::none;
  std::map<Heading, std::int64_t> view_orders;
  std::map<DocId, std::int64_t> orders;
  const Receipts receipts = receipts_of(docs, reader);
  one.unread = receipts.unread();
  for (const ShownDoc& doc : docs) {
    if (doc.deleted) continue;
    orders[doc.id] = doc.order;
    // Of what lies over it nobody else has read yet, even when the council has it.
    const bool seen = doc.delivery == Delivery::sent && !doc.own && doc.base_seq <= receipts.theirs;
    const Sight sight{doc, beside_of(doc, reader), seen ? Delivery::seen : doc.delivery};
    add_what_to_choose(one, doc, sight.beside);
    if (doc.type == Person::type) put_in(one.person, sight);
    if (doc.type == Plan::type) put_in(one.plan, sight);
    if (doc.type == View::type) add_view(one.views, view_orders, sight);
    if (doc.type == Step::type) add_to(one.steps, sight, step_before);
    if (doc.type == Contact::type) add_to(one.contacts, sight, contact_before);
    if (doc.type == Appointment::type) add_to(one.appointments, sight, appointment_before);
    if (doc.type == Agreement::type) add_to(one.agreements, sight, newer_before<Agreement>);
    if (doc.type == PledgeResponse::type) add_to(one.responses, sight, newer_before<PledgeResponse>);
    if (doc.type == Message::type) {
      add_to(one.messages, sight, [&](const auto& a, const auto& b) { return orders[a.id] > orders[b.id]; });
    }
  }
  judge(one, clocks, today);
  return one;
}

void sort_by_what_falls_due(std::vector<CaseState>& cases) {
  std::ranges::sort(cases, {}, [](const CaseState& one) {
    return std::tuple(days_until_it_presses(one), std::string_view(one.person.value.name),
                      std::string_view(one.id.text));
  });
}

}  // namespace waymark::client
