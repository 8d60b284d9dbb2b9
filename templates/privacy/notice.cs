<?cs # One page of the suite; its texts are in lang/, the notice is a row. ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/"><?cs var:T.privacy.back ?></a></p>
<h1 lang="<?cs var:notice.lang ?>"><?cs var:notice.title ?></h1>
<p class="hint"><?cs var:T.privacy.version ?> <?cs var:notice.version ?>, <?cs var:T.privacy.from ?> <?cs var:notice.from ?></p>
<?cs call:notice_parts() ?>
<h2><?cs var:T.privacy.versions ?></h2>
<p><?cs var:T.privacy.versions_text ?></p>
<ul><?cs each:x = versions ?><li><a href="<?cs var:url_validate(x.href) ?>"<?cs if:x.current ?> aria-current="true"<?cs /if ?>><?cs var:T.privacy.version ?> <?cs var:x.number ?></a>, <?cs var:T.privacy.from ?> <?cs var:x.from ?></li>
<?cs /each ?></ul>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
