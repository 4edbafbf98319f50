namespace Plimsoll.Policy.Tests.Scanners.Hcl;

public class HclScannerTests
{
    public static TheoryData<string, string, string> Files { get; } = new()
    {
        { "redis.hcl", "job \"c\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n      config {\n        image = \"a:1\"\n      }\n    }\n  }\n}\n", "a:1@6:18-21" },
        { "redis.hcl", "job \"c\" {\n  group \"g\" {\n    [[ if .x ]]\n    task \"t\" {\n      driver = \"docker\"\n      config {\n        image = \"a:[[ var \"tag\" . ]]\"\n      }\n    }\n    [[ end ]]\n  }\n}\n", "a:[[ var \"tag\" . ]]@7:18-37" },
        { "pack/web.nomad.tpl", "job [[ template \"job\" . ]] {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n      config {\n        image = [[ var \"image\" . | toJson ]]\n      }\n    }\n    task \"u\" {\n      driver = \"docker\"\n      config { image = \"b:2\" }\n    }\n  }\n}\n", "[[ var \"image\" . | toJson ]]@6:17-45 b:2@11:25-28" },
        { "terragrunt.hcl", "terraform { source = \"git::https://example.com/x.git?ref=v1\" }\nlocals { tag = \"2\" }\ninputs = {\n  image = \"a:1\"\n  container_image = \"b:${local.tag}\"\n  ami_image = \"ami-1\"\n}\n", "a:1@4:12-15 b:2@5:22-36" },
        { "terragrunt.hcl", "inputs = merge(local.base, {\n  image_repository = \"acme/a\"\n  image_tag = get_env(\"TAG\")\n})\n", "get_env(\"TAG\")@3:15-29" },
        { "envs/prod.tfvars", "region = \"eu\"\nimage = \"a:1\"\nservices = { web = { image = \"b:2\" } }\nvm_image = \"debian-cloud/debian-12\"\n", "a:1@2:10-13 b:2@3:31-34" },
        { "terraform.tfvars", "image = \"no:1\"\n", "" },
        { "docker-bake.hcl", "variable \"V\" { default = \"3.20\" }\ntarget \"app\" {\n  contexts = {\n    base = \"docker-image://alpine:${V}\"\n    src = \"target:x\"\n    other = \"docker-image://a:1\"\n  }\n  tags = [\"no/image:1\"]\n  cache-from = [\"type=registry,ref=no/image:2\"]\n}\n", "alpine:3.20@4:28-39 a:1@6:29-32" },
        { "docker-bake.hcl", "variable \"BASE\" { default = \"docker-image://a:1\" }\ntarget \"app\" {\n  contexts = { base = BASE, x = \"docker-image://b:${NONE}\" }\n}\n", "a:1@1:45-48 b:${NONE}@3:49-58" },
        { "docker-bake.hcl", "target \"app\" {\n  dockerfile-inline = <<EOT\nFROM a:1 AS x\nCOPY --from=b:2 /a /\nFROM x\nEOT\n}\n", "a:1@3:6-9 b:2@4:13-16" },
        { "app.pkr.hcl", "variable \"v\" { default = \"22.04\" }\nsource \"docker\" \"u\" {\n  image = \"ubuntu:${var.v}\"\n  commit = true\n}\nsource \"amazon-ebs\" \"x\" {\n  image = \"no:1\"\n}\n", "ubuntu:22.04@3:12-27" },
        { "app.pkr.hcl", "source \"docker\" \"u\" {\n  image = var.i\n}\nsource \"docker\" \"w\" {\n  image = \"a:1\"\n}\n", "var.i@2:11-16 a:1@5:12-15" },

        // Of other tools.
        { "policy.hcl", "job \"x\" {\n  image = \"no:1\"\n  policy = \"write\"\n}\n", "" },
        { "waypoint.hcl", "app \"x\" {\n  build { use \"docker-pull\" { image = \"no\" } }\n}\n", "" },
        { "main.hcl", "# job \"x\" { group \"g\" { task \"t\" { driver = \"docker\" config { image = \"no:1\" } } } }\n", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string file, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(file, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
