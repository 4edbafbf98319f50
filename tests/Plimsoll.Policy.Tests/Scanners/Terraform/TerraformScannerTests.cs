
namespace Plimsoll.Policy.Tests.Scanners.Terraform;

public class TerraformScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Modules { get; } = new()
    {
        { "resource \"docker_image\" \"x\" {\n  name = \"a:1\"\n  keep_locally = \"image\"\n}\n", "a:1@2:11-14" },
        { "resource \"docker_image\" \"x\" {\n  name=\"a:1\" # why\n}\n", "a:1@2:9-12" },
        { "resource docker_image x { name = \"a:1\" }\n", "a:1@1:35-38" },
        { "resource \"docker_image\" \"x\" { name = \"a:1\" }\ndata \"docker_registry_image\" \"y\" {\n  name = \"b:2\"\n}\ndata \"docker_image\" \"z\" {name=\"c\"}\n", "a:1@1:39-42 b:2@3:11-14 c@5:32-33" },
        { "resource \"docker_registry_image\" \"x\" {\n  name = \"reg:5000/a\"\n  auth_config { address = \"image\" }\n}\n", "reg:5000/a@2:11-21" },
        { "resource \"docker_container\" \"x\" {\n  name = \"no:1\"\n  image = \"a:1\"\n}\n", "a:1@3:12-15" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:1\"\n}\nresource \"docker_container\" \"c\" {\n  image = docker_image.x.image_id\n}\n", "a:1@2:11-14" },
        { "resource \"docker_container\" \"x\" {\n  image = docker_image.other.image_id\n}\n", "docker_image.other.image_id@2:11-38" },
        { "resource \"docker_service\" \"x\" {\n  task_spec {\n    container_spec {\n      image = \"a:1\"\n      labels { label = \"image\" }\n    }\n  }\n  image = \"no:1\"\n}\n", "a:1@4:16-19" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:${var.t}\"\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2@2:11-21" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:${ var.t }-x\"\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2-x@2:11-25" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:${var.none}\"\n}\n", "a:${var.none}@2:11-24" },
        { "resource \"docker_image\" \"x\" {\n  name = \"${var.r}/a:1.2\"\n}\n", "${var.r}/a:1.2@2:11-25" },
        { "resource \"docker_image\" \"x\" {\n  name = var.i\n}\nvariable \"i\" {\n  type = string\n  default = \"a:1\"\n}\n", "a:1@6:14-17" },
        { "resource \"docker_image\" \"x\" {\n  name = \"${var.i}\"\n}\nvariable \"i\" {\n  default = \"a:1\"\n}\n", "a:1@5:14-17" },
        { "resource \"docker_image\" \"x\" {\n  name = var.i\n}\nvariable \"i\" {\n  type = string\n}\n", "var.i@2:10-15" },
        { "resource \"docker_image\" \"x\" {\n  name = var.i\n}\nvariable \"i\" {\n  default = \"\"\n}\n", "var.i@2:10-15" },
        { "resource \"docker_image\" \"x\" {\n  name = var.i\n}\nvariable \"i\" {\n  default = null\n}\n", "var.i@2:10-15" },
        { "resource \"docker_image\" \"x\" {\n  name = local.i\n}\nlocals {\n  i = \"a:${var.t}\"\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2@5:8-18" },
        { "resource \"docker_image\" \"x\" {\n  name = local.i\n}\nlocals {\n  i = var.t\n}\nvariable \"t\" {\n  default = \"a:2\"\n}\n", "a:2@8:14-17" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:${var.t}\"\n}\nvariable \"t\" { default = 1.2 }\n", "a:1.2@2:11-21" },
        { "resource \"docker_image\" \"x\" {\n  name = local.images.web\n}\nlocals {\n  images = {\n    web = \"a:1\"\n    \"db\": \"b:1\"\n  }\n}\n", "a:1@6:12-15" },
        { "resource \"docker_image\" \"x\" {\n  name = var.images[\"db\"]\n}\nvariable \"images\" {\n  default = {\n    web = \"a:1\", db = \"b:1\"\n  }\n}\n", "b:1@6:24-27" },
        { "resource \"docker_image\" \"x\" {\n  name = var.images[1]\n}\nvariable \"images\" { default = [\"a:1\", \"b:1\"] }\n", "b:1@4:40-43" },
        { "resource \"docker_image\" \"x\" {\n  name = each.value.image\n  for_each = { a = \"no:1\" }\n}\n", "each.value.image@2:10-26" },
        { "resource \"docker_image\" \"x\" {\n  name = module.x.image\n}\n", "module.x.image@2:10-24" },
        { "resource \"docker_image\" \"x\" {\n  name = \"${aws_ecr_repository.a.repository_url}:latest\"\n}\n", "${aws_ecr_repository.a.repository_url}:latest@2:11-56" },
        { "resource \"docker_image\" \"x\" {\n  name = var.p ? \"a:1\" : \"b:2\"\n}\n", "a:1@2:19-22 b:2@2:27-30" },
        { "resource \"docker_image\" \"x\" {\n  name = \"${var.p ? \"a:1\" : \"b:2\"}\"\n}\n", "a:1@2:22-25 b:2@2:30-33" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:${var.p ? \"1\" : \"2\"}\"\n}\n", "a:1@2:11-33 a:2@2:11-33" },
        { "resource \"docker_image\" \"x\" {\n  name = var.p == \"x\" && !var.q ? \"a:1\" : local.i\n}\nlocals { i = \"b:2\" }\n", "a:1@2:36-39 b:2@4:15-18" },
        { "resource \"docker_image\" \"x\" {\n  name = (\n    var.p\n    ? \"a:1\"\n    : \"b:2\"\n  )\n}\n", "a:1@4:8-11 b:2@5:8-11" },
        { "resource \"docker_image\" \"x\" {\n  name = format(\"%s:%v\", \"a\", var.t)\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2@2:10-37" },
        { "resource \"docker_image\" \"x\" {\n  name = join(\":\", [\"a\", var.t])\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2@2:10-33" },
        { "resource \"docker_image\" \"x\" {\n  name = coalesce(var.i, \"a:1\")\n}\n", "var.i@2:19-24 a:1@2:27-30" },
        { "resource \"docker_image\" \"x\" {\n  name = a ? \"a:1\" : b ? \"b:1\" : c ? \"c:1\" : d ? \"d:1\" : e ? \"e:1\" : f ? \"f:1\" : \"g:1\"\n}\n", "a:1@2:15-18 b:1@2:27-30 c:1@2:39-42 d:1@2:51-54 e:1@2:63-66 f:1@2:75-78 g:1@2:83-86" },
        { "resource \"docker_image\" \"x\" {\n  name = \"x:${local.t}\"\n}\nlocals { t = p ? \"1\" : null }\n", "x:1@2:11-23" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = jsonencode(concat(local.a, [module.x.y]))\n}\nlocals { a = [{ image = \"a:1\" }] }\n", "module.x.y@2:55-65 a:1@4:26-29" },
        { "resource \"docker_image\" \"x\" {\n  name = lower(\"A:1\")\n}\n", "lower(\"A:1\")@2:10-22" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:$${x}\"\n}\n", "a:${x}@2:11-18" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a:%{ if x }1%{ endif }\"\n}\n", "a:%{ if x }1%{ endif }@2:11-33" },
        { "resource \"docker_image\" \"x\" {\n  name = \"a\\u003a1\"\n}\n", "a:1@2:11-19" },
        { "resource \"docker_image\" \"x\" {\n  /* name = \"no:1\" */ name /* x */ = /* y */ \"a:1\" // z\n  // name = \"no:2\"\n}\n", "a:1@2:47-50" },
        { "resource \"docker_image\" \"x\" {\n  description = \"name = \\\"no:1\\\" {\"\n  text = <<EOT\nname = \"no:2\"\n}\nEOT\n  name = \"a:1\"\n}\n", "a:1@7:11-14" },
        { "resource \"docker_image\" \"x\" {\n  text = <<-EOT\n    a ${jsonencode({ b = \"}\" })} {\n    EOT\n  name = \"a:1\"\n}\n", "a:1@5:11-14" },
        { "resource \"docker_image\" \"x\" {\n  triggers = { for k, v in var.x : k => { name = \"no\" } if k != \"}\" }\n  name = \"a:1\"\n}\n", "a:1@3:11-14" },
        { "resource \"docker_image\" \"x\" {\n  x = [for s in var.y : upper(s)]\n  y = a.*.b\n  z = f(1, [2]...)[0].c\n  n = -1 + 2\n  name = \"a:1\"\n}\n", "a:1@6:11-14" },
        { "resource \"docker_image\" \"x\" {\n  lifecycle {\n    ignore_changes = [name]\n  }\n  é = \"😀\"\n  name = \"a:1\"\n}\n", "a:1@6:11-14" },
        { "resource \"docker_image\" \"x\" {\n  name = \"unclosed\n  name = \"a:1\"\n}\n", "a:1@3:11-14" },
        { "resource \"docker_image\" \"x\" {\n  name =\n  x \"y\" z\n  = 3\n  name = \"a:1\"\n}\n", "a:1@5:11-14" },
        { "}\nresource \"docker_image\" \"x\" {\n  name = \"a:1\"\n}\n", "a:1@3:11-14" },
        { "resource \"kubernetes_deployment\" \"x\" {\n  spec {\n    template {\n      spec {\n        init_container { image = \"i:1\" }\n        container {\n          image = \"a:1\"\n          env {\n            name = \"image\"\n            value = \"no:1\"\n          }\n        }\n        dynamic \"container\" {\n          for_each = var.x\n          content {\n            image = \"b:1\"\n          }\n        }\n      }\n    }\n  }\n}\n", "i:1@5:35-38 a:1@7:20-23 b:1@16:22-25" },
        { "resource \"kubernetes_cron_job_v1\" \"x\" {\n  spec {\n    container { image = var.i }\n  }\n}\nvariable \"i\" { default = \"a:1\" }\n", "a:1@6:27-30" },
        { "resource \"kubernetes_manifest\" \"x\" {\n  manifest = {\n    \"apiVersion\" = \"apps/v1\"\n    kind = \"Deployment\"\n    spec = { template = { spec = { containers = [{ name = \"x\", image = \"a:1\" }] } } }\n  }\n}\n", "a:1@5:73-76" },
        { "resource \"kubectl_manifest\" \"x\" {\n  yaml_body = <<YAML\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a:1\n    name: ${var.n}\n  - image: \"b:${var.t}\"\nYAML\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1@7:12-15 b:1.2@9:13-23" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = jsonencode([\n    {\n      name = \"x\"\n      image = \"a:1\"\n      cpu = 1\n    },\n    { \"image\": \"b:${var.t}\", essential: true },\n  ])\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1@5:16-19 b:1.2@8:17-27" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = <<EOF\n[\n  {\n    \"name\": \"image\",\n    \"image\": \"a:1\",\n    \"cpu\": ${var.cpu}\n  },\n  {\"image\": \"b:${var.t}\"}\n]\nEOF\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1@6:15-18 b:1.2@9:14-24" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = <<-EOF\n    [{\"image\": \"a:1\"}]\n    EOF\n}\n", "a:1@3:17-20" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = \"[{\\\"name\\\": \\\"x\\\", \\\"image\\\": \\\"a:1\\\"}]\"\n}\n", "a:1@2:60-63" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = jsonencode(local.c)\n}\nlocals {\n  w = { image = \"a:1\" }\n  c = [local.w, { image = \"b:1\" }]\n}\n", "a:1@5:18-21 b:1@6:28-31" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = jsonencode(concat([{ image = \"a:1\" }], [merge(local.base, { image = \"b:1\" })]))\n}\n", "a:1@2:57-60 b:1@2:96-99" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = jsonencode([for s in var.s : { image = \"${s.repo}:1.2\" }])\n}\n", "${s.repo}:1.2@2:67-80" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = file(\"${path.module}/task.json\")\n  tags = { image = \"no:1\" }\n}\n", "" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = templatefile(\"task.json.tpl\", { image = \"no:1\" })\n}\n", "templatefile(\"task.json.tpl\", { image = \"no:1\" })@2:27-76" },
        { "resource \"aws_ecs_task_definition\" \"x\" {\n  container_definitions = module.c.json\n}\n", "module.c.json@2:27-40" },
        { "resource \"aws_batch_job_definition\" \"x\" {\n  container_properties = jsonencode({ image = \"a:1\", command = [\"image\"] })\n}\n", "a:1@2:48-51" },
        { "resource \"google_cloud_run_service\" \"x\" {\n  template {\n    spec {\n      containers {\n        image = \"gcr.io/a/b:1\"\n      }\n    }\n  }\n}\n", "gcr.io/a/b:1@5:18-30" },
        { "resource \"google_cloud_run_v2_service\" \"x\" {\n  template {\n    containers {\n      image = \"a:1\"\n      ports { name = \"image\" }\n    }\n  }\n}\n", "a:1@4:16-19" },
        { "resource \"google_cloud_run_v2_job\" \"x\" {\n  template {\n    template {\n      containers { image = \"a:1\" }\n    }\n  }\n}\n", "a:1@4:29-32" },
        { "resource \"azurerm_container_group\" \"x\" {\n  container {\n    name = \"x\"\n    image = \"a:1\"\n  }\n  init_container { image = \"b:1\" }\n  image_registry_credential { server = \"x\" }\n}\n", "a:1@4:14-17 b:1@6:29-32" },
        { "resource \"azurerm_container_app\" \"x\" {\n  template {\n    container {\n      image = \"a:1\"\n    }\n  }\n}\n", "a:1@4:16-19" },
        { "resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image_name = \"a:1\"\n      docker_registry_url = \"https://reg.example\"\n    }\n  }\n}\n", "reg.example/a:1@4:28-31" },
        { "resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image_name = \"a:1\"\n    }\n  }\n}\n", "a:1@4:28-31" },
        { "resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image_name = \"a:${var.t}\"\n      docker_registry_url = \"https://index.docker.io\"\n    }\n  }\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "docker.io/a:1.2@4:28-38" },
        { "resource \"azurerm_linux_web_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker_image = \"a\"\n      docker_image_tag = \"1\"\n    }\n  }\n}\n", "a:1@5:27-28" },
        { "resource \"azurerm_linux_function_app\" \"x\" {\n  site_config {\n    application_stack {\n      docker {\n        registry_url = \"https://r.example\"\n        image_name = \"a\"\n        image_tag = \"1\"\n      }\n    }\n  }\n}\n", "r.example/a:1@7:22-23" },
        { "resource \"azurerm_app_service\" \"x\" {\n  site_config {\n    linux_fx_version = \"DOCKER|a:1\"\n  }\n}\n", "a:1@3:32-35" },
        { "resource \"azurerm_app_service\" \"x\" {\n  site_config {\n    linux_fx_version = \"DOCKER|a:${var.t}\"\n  }\n}\nvariable \"t\" {\n  default = \"1.2\"\n}\n", "a:1.2@3:32-42" },
        { "resource \"azurerm_app_service\" \"x\" {\n  site_config {\n    linux_fx_version = \"NODE|18\"\n  }\n}\n", "" },
        { "resource \"aws_lambda_function\" \"x\" {\n  package_type = \"Image\"\n  image_uri = \"a:1\"\n}\n", "a:1@3:16-19" },
        { "resource \"aws_apprunner_service\" \"x\" {\n  source_configuration {\n    image_repository {\n      image_identifier = \"a:1\"\n      image_repository_type = \"ECR\"\n    }\n  }\n}\n", "a:1@4:27-30" },
        { "resource \"aws_sagemaker_model\" \"x\" {\n  primary_container {\n    image = \"a:1\"\n  }\n}\n", "a:1@3:14-17" },
        { "resource \"helm_release\" \"x\" {\n  chart = \"x\"\n  set {\n    name = \"image.repository\"\n    value = \"a\"\n  }\n  set {\n    name = \"image.tag\"\n    value = \"1\"\n  }\n  set {\n    name = \"other.tag\"\n    value = \"2\"\n  }\n}\n", "a:1@9:14-15" },
        { "resource \"helm_release\" \"x\" {\n  set = [{ name = \"w.image.repository\", value = \"a\" }, { name = \"w.image.digest\", value = \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\" }]\n}\n", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@2:92-163" },
        { "resource \"nomad_job\" \"x\" {\n  jobspec = <<EOT\njob \"x\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n      config {\n        image = \"a:1\"\n      }\n    }\n  }\n}\nEOT\n}\n", "a:1@8:18-21" },
        { "resource \"aws_instance\" \"x\" {\n  ami = \"image\"\n  image = \"no:1\"\n}\n", "" },
        { "resource \"null_resource\" \"x\" {\n  image = \"no:1\"\n  container { image = \"no:2\" }\n}\n", "" },
        { "module \"x\" {\n  source = \"image\"\n  image = \"a:1\"\n}\noutput \"image\" { value = \"no:1\" } # resource\n", "a:1@3:12-15" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.tf", text));

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/main.tofu", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    // The same in JSON.
    public static TheoryData<string, string> JsonModules { get; } = new()
    {
        { "{\"resource\": {\"docker_image\": {\"a\": {\"name\": \"x:1\"}, \"b\": {\"name\": \"${local.i}y:2\"}}}}", "x:1@1:47-50 ${local.i}y:2@1:69-82" },
        { "{\"resource\": [{\"docker_image\": [{\"a\": [{\"name\": \"${var.i}\"}]}]}], \"variable\": {\"i\": {\"default\": \"a:1\"}}}", "a:1@1:98-101" },
        { "{\"resource\": {\"kubernetes_pod\": {\"p\": {\"spec\": [{\"container\": [{\"image\": \"x:1\"}, {\"image\": \"y:1\"}]}]}}}}", "x:1@1:75-78 y:1@1:93-96" },
        { "{\"resource\": {\"docker_container\": {\"a\": {\"image\": \"${var.x ? \\\"a:1\\\" : \\\"b:2\\\"}\"}}}}", "a:1@1:52-80 b:2@1:52-80" },
        { "{\"resource\": {\"aws_ecs_task_definition\": {\"t\": {\"container_definitions\": \"[{\\\"image\\\": \\\"a:${var.t}\\\"}]\"}}}, \"locals\": {}, \"variable\": {\"t\": {\"default\": \"1\"}}}", "a:1@1:90-100" },
        { "{\"resource\": {\"aws_ecs_task_definition\": {\"t\": {\"container_definitions\": \"${jsonencode([{image=\\\"a:1\\\"}])}\"}}}}", "${jsonencode([{image=\\\"a:1\\\"}])}@1:75-107" },
        { "{\"data\": {\"docker_registry_image\": {\"a\": {\"name\": \"x:1\"}}}, \"//\": {\"image\": \"no\"}}", "x:1@1:52-55" },
    };

    [Theory]
    [MemberData(nameof(JsonModules))]
    public async Task Json_is_read_too(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.tf.json", text));

    [Theory]
    [InlineData("main.json", "{\"resource\": {\"docker_image\": {\"a\": {\"name\": \"x:1\"}}}}")]
    [InlineData("main.hcl", "resource \"docker_image\" \"a\" {\n name = \"x:1\"\n}\n")]
    [InlineData("main.tf", "# resource \"docker_image\" \"a\" {\n/* name = \"x:1\"\n} */ image")]
    [InlineData("x/.terraform/modules/main.tf", "resource \"docker_image\" \"a\" {\n name = \"x:1\"\n}\n")]
    public async Task What_is_no_module_has_no_images(string file, string text) =>
        Assert.Equal("", await Deployment.ImagesAsync(file, text));

    [Fact]
    public async Task Values_of_the_same_folder_count()
    {
        using var deployment = new Deployment()
            .With("a/main.tf", "resource \"docker_image\" \"i\" {\n  name = var.image\n}\nresource \"docker_container\" \"c\" {\n  image = \"app:${var.tag}\"\n}\nresource \"aws_lambda_function\" \"l\" {\n  image_uri = local.images[\"web\"]\n}\n")
            .With("a/variables.tf", "variable \"image\" {\n  default = \"a:1\"\n}\nvariable \"tag\" {\n  default = \"1\"\n}\nlocals { images = { web = \"w:3\" } }\n")
            .With("a/terraform.tfvars", "tag = \"2\"\n")
            .With("a/prod.tfvars", "tag = \"9\"\n")
            .With("b/variables.tf", "variable \"image\" {\n  default = \"b:1\"\n}\n");

        Assert.Equal(["app:2@a/main.tf:5:12-26", "a:1@a/variables.tf:2:14-17 by a/main.tf", "w:3@a/variables.tf:7:28-31 by a/main.tf"], await deployment.UsesAsync());
    }

    [Fact]
    public async Task Automatic_values_come_last_and_json_counts()
    {
        using var deployment = new Deployment()
            .With("main.tf", "resource \"docker_image\" \"i\" {\n  name = var.image\n}\n")
            .With("variables.tf.json", "{\"variable\": {\"image\": {\"default\": \"a:1\"}}}")
            .With("terraform.tfvars", "image = \"a:2\"\n")
            .With("z.auto.tfvars.json", "{\"image\": \"a:3\"}")
            .With("y.auto.tfvars", "image = \"a:4\"\n");

        Assert.Equal(["a:3@z.auto.tfvars.json:1:12-15 by main.tf"], await deployment.UsesAsync());
    }

    [Theory]
    [InlineData("#")]
    [InlineData("//")]
    public async Task A_comment_takes_a_finding_back(string comment)
    {
        using var deployment = new Deployment().With("main.tf", $"resource \"docker_image\" \"i\" {{\n  {comment} plimsoll:ignore missing-tag why\n  name = \"a\"\n}}\nresource \"docker_image\" \"j\" {{\n  name = \"a\" {comment} plimsoll:ignore missing-tag why\n}}\n");

        var result = await deployment.CheckAsync();

        Assert.Equal(2, result.Findings.Count);
        Assert.All(result.Findings, finding => Assert.NotNull(finding.Suppression));
    }

    [Fact]
    public async Task References_in_a_circle_and_deep_nesting_end()
    {
        var circle = "locals {\n  a = local.b\n  b = local.a\n  c = \"${local.c}x\"\n}\nresource \"docker_image\" \"i\" {\n  name = local.a\n}\nresource \"docker_image\" \"j\" {\n  name = local.c\n}\n";
        Assert.Equal("local.a@3:7-14 ${local.c}x@4:8-19", await Deployment.ImagesAsync("main.tf", circle));
        foreach (var opener in new[] { "[", "{", "(", "!", "f(", "a ? ", "\"${", "a {", "a[", "{a=", "[for x in " })
            Assert.Equal("", await Deployment.ImagesAsync("main.tf", "resource image = " + string.Concat(Enumerable.Repeat(opener, 50_000))));
    }
}
