<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/list.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/"><?cs var:T.privacy.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:?consents.0.href ?><?cs each:x = consents ?>
<section class="card"><h2><a lang="<?cs var:x.lang ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.title ?></a></h2>
<p><?cs if:x.back ?><?cs call:tag("ok", T.privacy.valid) ?><?cs else ?><?cs call:tag("plain", T.privacy.over) ?><?cs /if ?></p>
<dl class="summary">
<div class="summary-row"><dt><?cs var:T.privacy.version ?></dt><dd class="summary-text"><?cs var:x.version ?></dd></div>
<div class="summary-row"><dt><?cs var:T.privacy.given ?></dt><dd class="summary-text"><?cs var:x.given ?><?cs if:#x.guardian == #1 ?> (<?cs var:T.privacy.by_guardian ?>)<?cs /if ?></dd></div>
<?cs if:x.withdrawn ?><div class="summary-row"><dt><?cs var:T.privacy.withdrawn ?></dt><dd class="summary-text"><?cs var:x.withdrawn ?></dd></div>
<?cs /if ?></dl>
<?cs if:x.back ?><p><a class="button button-2" href="<?cs var:url_validate(x.back) ?>"><?cs var:T.privacy.take_back ?><span class="hide"> <?cs var:x.title ?></span></a></p><?cs /if ?></section>
<?cs /each ?><?cs else ?><p><?cs var:T.privacy.consents_none ?></p><?cs /if ?>
<?cs if:?open.0.href ?><h2><?cs var:T.privacy.open ?></h2>
<p><?cs var:T.privacy.open_text ?></p>
<ul class="choices"><?cs each:x = open ?><li><a lang="<?cs var:x.lang ?>" href="<?cs var:url_validate(x.href) ?>"><?cs var:x.title ?></a></li>
<?cs /each ?></ul><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
