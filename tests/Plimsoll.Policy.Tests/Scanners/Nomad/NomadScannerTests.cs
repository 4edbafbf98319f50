namespace Plimsoll.Policy.Tests.Scanners.Nomad;

public class NomadScannerTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Jobs { get; } = new()
    {
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"a:1\"\n        ports = [\"image\"]\n      }\n    }\n  }\n}\n", "a:1@7:18-21" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"podman\"\n\n      config {\n        image = \"a:1\"\n      }\n    }\n  }\n}\n", "a:1@7:18-21" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"podman\"\n\n      config {\n        image = \"docker://a:1\"\n      }\n    }\n  }\n}\n", "a:1@7:27-30" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"podman\"\n\n      config {\n        image = \"docker-archive:/a.tar\"\n      }\n    }\n  }\n}\n", "" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"exec\"\n\n      config {\n        image = \"no:1\"\n      }\n    }\n  }\n}\n", "" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"qemu\"\n\n      config {\n        image = \"no:1\"\n      }\n    }\n  }\n}\n", "" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"a:${var.t}\"\n      }\n    }\n  }\n}\nvariable \"t\" {\n  type = string\n  default = \"1\"\n}\n", "a:1@7:18-28" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = var.i\n      }\n    }\n  }\n}\nvariable \"i\" { default = \"a:1\" }\n", "a:1@12:27-30" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = local.i\n      }\n    }\n  }\n}\nlocals {\n  i = \"a:1\"\n}\n", "a:1@13:8-11" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = var.i\n      }\n    }\n  }\n}\nvariable \"i\" {}\n", "var.i@7:17-22" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"a:${NOMAD_META_v}\"\n      }\n    }\n  }\n}\n", "a:${NOMAD_META_v}@7:18-35" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"a:[[ .tag ]]\"\n      }\n    }\n  }\n}\n", "a:[[ .tag ]]@7:18-30" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"[[ .image ]]\"\n      }\n    }\n  }\n}\n", "[[ .image ]]@7:18-30" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        # image = \"no:1\"\n        image = \"a:1\" // image\n        /* image = \"no:2\" */\n      }\n    }\n  }\n}\n", "a:1@8:18-21" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config = {\n        image = \"a:1\"\n      }\n    }\n  }\n}\n", "a:1@7:18-21" },
        { "job \"web\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"docker\"\n\n      config {\n        image = \"a:1\"\n      }\n      template {\n        data = <<EOH\n  image = \"no:1\" }}}\nEOH\n        image = \"no:2\"\n      }\n    }\n  }\n}\n", "a:1@7:18-21" },
        { "job \"a\" { group \"g\" { task \"t\" { driver = \"docker\", config { image = \"a:1\" } } task \"u\" { driver = \"docker\", config { image = \"b:1\" } } } }\n", "a:1@1:71-74 b:1@1:128-131" },
        { "job \"a\" {\n  meta { image = \"no:1\" }\n  group \"g\" {\n    config { image = \"no:2\" }\n  }\n}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("web.nomad", text));

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/web.nomad.hcl", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    // The same in JSON.
    public static TheoryData<string, string> JsonJobs { get; } = new()
    {
        { "{\"job\": {\"w\": {\"group\": {\"g\": {\"task\": {\"t\": {\"driver\": \"docker\", \"config\": {\"image\": \"a:1\"}}, \"u\": [{\"driver\": \"podman\", \"config\": [{\"image\": \"${var.i}\"}]}]}}}}}}", "a:1@1:88-91 ${var.i}@1:145-153" },
        { "{\"TaskGroups\": [{\"Tasks\": [{\"Driver\": \"docker\", \"Config\": {\"image\": \"a:1\"}}, {\"Driver\": \"exec\", \"Config\": {\"image\": \"no\"}}, 1]}, 2]}", "a:1@1:70-73" },
        { "{\"image\": {\"TaskGroups\": 1}}", "" },
    };

    [Theory]
    [MemberData(nameof(JsonJobs))]
    public async Task Json_is_read_too(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("web.nomad.json", text));

    [Fact]
    public async Task The_json_of_the_interface_is_known_by_its_content() =>
        Assert.Equal("a:1@1:73-76", await Deployment.ImagesAsync("x.json", "{\"Job\":{\"TaskGroups\":[{\"Tasks\":[{\"Driver\":\"docker\",\"Config\":  {\"image\":\"a:1\"}}]}]}}"));

    [Theory]
    [InlineData("#")]
    [InlineData("//")]
    public async Task A_comment_takes_a_finding_back(string comment)
    {
        using var deployment = new Deployment().With("web.nomad", $"job \"a\" {{ group \"g\" {{ task \"t\" {{\n driver = \"docker\"\n config {{\n {comment} plimsoll:ignore missing-tag why\n image = \"a\"\n}} }} }} }}\n");

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
