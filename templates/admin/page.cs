<?cs # A page of the administration: where it hangs, what was just found, what is known, what can be done, a form, tables.
  Read: title or T.page, crumb {href, text}, notice {kind, text}, facts (common/summary.cs), filters.N {href, text, current}, acts.N {href, text, reason (against somebody)},
  form[main_form], below (the form comes after the tables), lists.N (common/list.cs). ?>
<?cs include:"common/form.cs" ?>
<?cs include:"common/list.cs" ?>
<?cs include:"common/summary.cs" ?>
<?cs def:page_form() ?><?cs if:form[main_form].name ?><?cs call:form(form[main_form]) ?><?cs /if ?><?cs /def ?>
<?cs def:page_body() ?>
<p><a href="<?cs if:crumb.href ?><?cs var:url_validate(crumb.href) ?><?cs else ?>/admin/<?cs /if ?>"><?cs if:crumb.text ?><?cs var:crumb.text ?><?cs else ?><?cs var:T.page.admin.title ?><?cs /if ?></a></p>
<h1><?cs if:title ?><?cs var:title ?><?cs else ?><?cs var:T.page[page].title ?><?cs /if ?></h1>
<?cs if:T.page[page].lead ?><p class="lead"><?cs var:T.page[page].lead ?></p><?cs /if ?>
<?cs if:notice.text ?><div class="banner banner-<?cs var:notice.kind ?>" role="<?cs if:notice.kind == "bad" ?>alert<?cs else ?>status<?cs /if ?>"><p><?cs var:notice.text ?></p></div><?cs /if ?>
<?cs if:?filters.0.href ?><nav aria-label="<?cs var:T.filters[page] ?>"><ul class="filters"><?cs each:x = filters ?><li><a href="<?cs var:url_validate(x.href) ?>"<?cs if:x.current ?> aria-current="page"<?cs /if ?>><?cs var:x.text ?></a></li>
<?cs /each ?></ul></nav><?cs /if ?>
<?cs if:?facts.0.label ?><?cs call:summary(facts, "") ?><?cs /if ?>
<?cs if:?acts.0.href ?><ul class="moves"><?cs each:x = acts ?><li><a class="button <?cs if:#x.reason == #1 ?>button-bad<?cs else ?>button-2<?cs /if ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.text ?></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs if:!below ?><?cs call:page_form() ?><?cs /if ?>
<?cs each:L = lists ?><?cs call:list(L) ?><?cs /each ?>
<?cs if:below ?><?cs call:page_form() ?><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
