<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"trust/parts.cs" ?>
<?cs def:page_body() ?>
<?cs call:deed_head() ?>
<p><?cs var:T.trust.end_text ?></p>
<?cs if:#alone == #1 ?><h2><?cs var:T.trust.alone ?></h2>
<ul><?cs if:paper ?><li><a href="<?cs var:url_validate(paper) ?>"><?cs var:T.trust.alone_paper ?></a></li><?cs /if ?><li><?cs var:T.trust.alone_second ?></li><li><?cs var:T.trust.alone_care ?></li></ul><?cs /if ?>
<?cs call:form(form.end) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
