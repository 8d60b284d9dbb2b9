<?cs # For whom one may act, and who may act for one. ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:one(x) ?>
<section class="card"><h3><bdi><?cs var:x.name ?></bdi></h3>
<p><span class="tag tag-plain"><?cs var:x.kind ?></span> <span class="tag tag-<?cs if:x.state == "asked" ?>wait<?cs else ?>ok<?cs /if ?>"><?cs var:x.state_text ?></span></p>
<?cs if:#x.now == #1 ?><p><?cs var:T.trust.now ?></p><?cs /if ?>
<?cs if:#x.managed == #1 ?><p><?cs if:#x.now == #1 ?><a href="/privacy/"><?cs var:T.trust.data ?></a><?cs else ?><?cs var:T.trust.data_text ?><?cs /if ?></p><?cs /if ?>
<?cs call:deed(x) ?>
<ul class="moves"><?cs if:x.act ?><li><a class="button button-2" href="<?cs var:url_validate(x.act) ?>"><?cs var:T.trust.act ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li><?cs /if ?><?cs
if:x.accept ?><li><a class="button button-2" href="<?cs var:url_validate(x.accept) ?>"><?cs var:T.trust.accept ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li><?cs /if ?><?cs
if:x.paper ?><li><a href="<?cs var:url_validate(x.paper) ?>"><?cs var:T.page.trust_paper.title ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li><?cs /if ?><?cs
if:x.end ?><li><a href="<?cs var:url_validate(x.end) ?>"><?cs var:T.trust.end ?><span class="hide"> <bdi><?cs var:x.name ?></bdi></span></a></li><?cs /if ?></ul></section>
<?cs /def ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<h2><?cs var:T.trust.people ?></h2>
<?cs if:?people.0.name ?><?cs each:x = people ?><?cs call:one(x) ?><?cs /each ?><?cs else ?><p><?cs var:T.trust.people_none ?></p><?cs /if ?>
<?cs if:?seconds.0.href ?><h3><?cs var:T.page.trust_second.title ?></h3>
<ul><?cs each:x = seconds ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi> &middot; <bdi><?cs var:x.child ?></bdi></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs if:?children.0.name ?><h3><?cs var:T.trust.children ?></h3>
<ul><?cs each:x = children ?><li><a href="<?cs var:url_validate(x.href) ?>"><bdi><?cs var:x.name ?></bdi> <span class="ref"><?cs var:x.number ?></span></a> <?cs var:x.state_text ?><?cs if:x.due ?> <span class="hint"><?cs var:x.due_label ?> <?cs var:x.due ?></span><?cs /if ?></li>
<?cs /each ?></ul><?cs /if ?>
<p><a href="/trust/child"><?cs var:T.page.trust_child.title ?></a></p>
<?cs if:#centre == #1 ?><p><a class="button button-2" href="/trust/children"><?cs var:T.page.trust_children.title ?></a></p>
<p><a class="button button-2" href="/trust/calls"><?cs var:T.page.trust_calls.title ?></a></p><?cs /if ?>
<?cs if:#school == #1 ?><p><a class="button button-2" href="/trust/pupils"><?cs var:T.page.trust_pupils.title ?></a></p><?cs /if ?>
<h2><?cs var:T.trust.helpers ?></h2>
<?cs if:?helpers.0.name ?><?cs each:x = helpers ?><?cs call:one(x) ?><?cs /each ?><?cs else ?><p><?cs var:T.trust.helpers_none ?></p><?cs /if ?>
<p><a class="button" href="/trust/ask"><?cs var:T.trust.ask ?></a></p>
<p><a href="/trust/help"><?cs var:T.page.trust_help.title ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
