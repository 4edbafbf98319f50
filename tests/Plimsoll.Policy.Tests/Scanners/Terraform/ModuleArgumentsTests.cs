namespace Plimsoll.Policy.Tests.Scanners.Terraform;

public class ModuleArgumentsTests
{
    public static TheoryData<string, string> Modules { get; } = new()
    {
        { "module \"m\" {\n  source = \"./x\"\n  container_image = \"a:1\"\n}\n", "a:1@3:22-25" },
        { "module \"m\" {\n  image_uri = \"${var.r}/a:1\"\n}\n", "${var.r}/a:1@2:16-28" },
        { "module \"m\" {\n  container_definitions = { app = { image = \"a:1\" }, log = { image = \"r.io/b\" } }\n}\n", "a:1@2:46-49 r.io/b@2:71-77" },
        { "module \"m\" {\n  containers = [{ image = var.i }, { image = var.none }]\n}\nvariable \"i\" { default = \"a:1\" }\n", "var.none@2:46-54 a:1@4:27-30" },
        { "module \"m\" {\n  container_definitions = jsonencode([{ image = var.p ? \"a:1\" : \"b:2\" }])\n}\n", "a:1@2:58-61 b:2@2:66-69" },
        { "module \"m\" {\n  image = { repository = \"r.io/a\", tag = \"1\" }\n}\n", "r.io/a:1@2:43-44" },
        { "module \"m\" {\n  image = { registry = \"r.io\", repository = \"a\", tag = var.t }\n}\nvariable \"t\" { default = \"2\" }\n", "r.io/a:2@4:27-28" },
        { "module \"m\" {\n  image_repository = \"acme/a\"\n  image_tag = \"1\"\n}\n", "acme/a:1@3:16-17" },
        { "module \"m\" {\n  web_image_repository = \"acme/a\"\n  web_image_tag = var.none\n}\n", "var.none@3:19-27" },
        { "module \"m\" {\n  image = \"acme/a\"\n  image_tag = \"1\"\n}\n", "acme/a:1@3:16-17" },
        { "module \"m\" {\n  image_repository = \"acme/a\"\n  image_tag = \"1\"\n  node_image = \"ubuntu-22.04\"\n}\n", "acme/a:1@3:16-17" },
        { "module \"m\" {\n  container_image = var.none\n}\n", "var.none@2:21-29" },
        { "module \"m\" {\n  image = \"${module.ecr.repository_url}:${var.v}\"\n}\n", "${module.ecr.repository_url}:${var.v}@2:12-49" },
        { "module \"m\" {\n  helm = {\n    values = [<<-EOT\n      image:\n        repository: acme/a\n        tag: \"1\"\n    EOT\n    ]\n  }\n}\n", "acme/a:1@6:15-16" },

        // Images of machines, pictures and what is no image at all.
        { "module \"vm\" {\n  image = \"ubuntu-os-cloud/ubuntu-2204-lts\"\n  source_image = \"projects/debian-cloud/global/images/family/debian-12\"\n  ami_image = \"ami-0abc123\"\n  os_image = var.none\n}\n", "" },
        { "module \"vm\" {\n  image = \"${var.project}/${var.family}\"\n  logo_image = \"img.example.com/a.png\"\n  base_image = \"https://example.com/a:1\"\n  disk_image = \"local:iso/a.iso\"\n}\n", "" },
        { "module \"vm\" {\n  image = \"Canonical:0001-com-ubuntu-server-jammy:22_04-lts:latest\"\n  build_image = \"aws/codebuild/standard:7.0\"\n  tags = { image = \"no:1\" }\n  environment = { BASE_IMAGE = \"no:1\", image = \"no:1\" }\n}\n", "" },
        { "module \"m\" {\n  image_tag = \"1\"\n  image_pull_policy = \"a:1\"\n  repository = \"a\"\n  tag = \"1\"\n}\n", "" },
    };

    public static TheoryData<string, string> Releases { get; } = new()
    {
        { "resource \"helm_release\" \"r\" {\n  values = [yamlencode({ image = { repository = \"acme/a\", tag = \"1\" } })]\n}\n", "acme/a:1@2:66-67" },
        { "resource \"helm_release\" \"r\" {\n  values = [file(\"values.yaml\"), templatefile(\"v.yaml\", { image = \"no:1\" }), yamlencode({ a = { image = local.i } })]\n}\nlocals { i = \"a:1\" }\n", "a:1@4:15-18" },
        { "resource \"helm_release\" \"r\" {\n  values = [\n    <<-EOT\n    image:\n      repository: acme/a\n      tag: ${var.t}\n    sidecar:\n      image: b:2\n    EOT\n  ]\n}\nvariable \"t\" { default = \"1\" }\n", "acme/a:1@6:12-20 b:2@8:14-17" },
        { "resource \"helm_release\" \"r\" {\n  set {\n    name = \"image.tag\"\n    value = \"1\"\n  }\n  set_list {\n    name = \"image.x\"\n    value = [\"no:1\"]\n  }\n}\n", "{{ .Values.image.repository }}:1@4:14-15" },
        { "resource \"helm_release\" \"r\" {\n  values = [yamlencode({ image = { repository = \"acme/a\", tag = \"latest\" } })]\n  set = [{ name = \"image.tag\", value = \"1\" }]\n}\n", "acme/a:1@3:41-42" },
        { "resource \"helm_release\" \"r\" {\n  set {\n    name = \"nodeSelector.kubernetes\\\\.io/os\"\n    value = \"linux\"\n  }\n  set {\n    name = \"web.image\"\n    value = \"a:${var.t}\"\n  }\n}\n", "a:${?}@8:14-24" },
        { "resource \"helm_release\" \"r\" {\n  chart = \"oci://r.io/charts/a\"\n  version = \"1.2.3\"\n}\n", "r.io/charts/a:1.2.3@3:14-19" },
        { "resource \"helm_release\" \"r\" {\n  repository = \"oci://r.io/charts\"\n  chart = \"a\"\n  version = var.v\n}\nvariable \"v\" { default = \"1.2.3\" }\n", "r.io/charts/a:1.2.3@4:13-18" },
        { "resource \"helm_release\" \"r\" {\n  repository = \"https://charts.example.com/image\"\n  chart = \"a\"\n  version = \"1\"\n}\n", "" },
    };

    public static TheoryData<string, string> Resources { get; } = new()
    {
        { "resource \"kubectl_manifest\" \"r\" {\n  yaml_body = <<YAML\nkind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: ${var.i}\n  - image: b:${var.t}\n  - image: ${var.none}\nYAML\n}\nvariable \"t\" { default = \"1\" }\nvariable \"i\" { default = \"a:1\" }\n", "b:1@8:12-22 ${var.none}@9:12-23 a:1@13:27-30" },
        { "resource \"aws_codebuild_project\" \"r\" {\n  environment { image = \"aws/codebuild/standard:7.0\" }\n}\nresource \"aws_codebuild_project\" \"s\" {\n  environment { image = \"a:1\" }\n}\n", "a:1@5:26-29" },
        { "resource \"digitalocean_app\" \"r\" {\n  spec {\n    service {\n      image {\n        registry_type = \"GHCR\"\n        registry = \"acme\"\n        repository = \"a\"\n        tag = \"1\"\n      }\n    }\n  }\n}\n", "ghcr.io/acme/a:1@8:16-17" },
        { "resource \"digitalocean_app\" \"r\" {\n  spec {\n    worker {\n      image {\n        registry_type = \"DOCR\"\n        repository = \"a\"\n      }\n    }\n  }\n}\n", "a@6:23-24" },
        { "resource \"scaleway_container\" \"r\" {\n  registry_image = \"rg.fr-par.scw.cloud/a/b:1\"\n}\n", "rg.fr-par.scw.cloud/a/b:1@2:21-46" },
        { "resource \"google_cloudbuild_trigger\" \"r\" {\n  name = \"no:1\"\n  build {\n    step { name = \"gcr.io/a/b:1\" }\n  }\n}\n", "gcr.io/a/b:1@4:20-32" },
        { "resource \"fly_machine\" \"r\" {\n  image = \"a:1\"\n}\nresource \"hcloud_server\" \"s\" {\n  image = \"ubuntu-22.04\"\n}\n", "a:1@2:12-15" },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    [MemberData(nameof(Releases))]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.tf", text));

    [Theory]
    [MemberData(nameof(Modules))]
    [MemberData(nameof(Releases))]
    [MemberData(nameof(Resources))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/main.tofu", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{\"module\": {\"m\": {\"source\": \"./x\", \"container_image\": \"a:1\"}}}", "a:1@1:56-59")]
    [InlineData("{\"resource\": {\"helm_release\": {\"r\": {\"set\": [{\"name\": \"image.tag\", \"value\": \"1\"}]}}}}", "{{ .Values.image.repository }}:1@1:78-79")]
    public async Task Json_is_read_too(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.tf.json", text));
}
