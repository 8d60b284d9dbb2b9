<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p><?cs var:T.login.setup_text ?></p>
<p><a class="button button-2" href="<?cs var:url_validate(setup.link) ?>"><?cs var:T.login.setup_link ?></a></p>
<svg class="qr" role="img" aria-label="<?cs var:T.login.qr ?>" viewBox="0 0 <?cs var:setup.size ?> <?cs var:setup.size ?>" width="240" height="240" shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h<?cs var:setup.size ?>v<?cs var:setup.size ?>h-<?cs var:setup.size ?>z"/><path fill="#000000" d="<?cs var:setup.path ?>"/></svg>
<p><?cs var:T.login.setup_key ?>: <code><?cs var:setup.key ?></code></p>
<?cs call:form(form.setup) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
