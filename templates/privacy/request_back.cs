<?cs # A request is taken back; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"privacy/parts.cs" ?>
<?cs def:page_body() ?>
<p><a href="/privacy/request?id=<?cs var:request.id ?>"><?cs var:T.common.back ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:request.kind ?> <span class="ref"><?cs var:request.number ?></span></p>
<?cs call:request_head() ?>
<?cs call:form(form.request_back) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
