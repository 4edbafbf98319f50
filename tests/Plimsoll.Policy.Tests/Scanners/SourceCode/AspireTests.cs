namespace Plimsoll.Policy.Tests.Scanners.SourceCode;

public class AspireTests
{
    private const string Head = "var b = DistributedApplication.CreateBuilder(args);\n";

    // Statements, which start on the second line.
    public static TheoryData<string, string> Hosts { get; } = new()
    {
        { "b.AddContainer(\"web\", \"a/b:1\");", "a/b:1@2:24-29" },
        { "b.AddContainer(\"web\", \"a/b\", \"1\");", "a/b:1@2:31-32" },
        { "b.AddContainer(\"web\", tag: \"1\", image: \"a/b\").WithHttpEndpoint();", "a/b:1@2:29-30" },
        { "b.AddContainer(\"web\", \"a/b\", \"1\").WithImageRegistry(\"ghcr.io\");", "ghcr.io/a/b:1@2:31-32" },
        { "b.AddContainer(\"web\", \"a/b\")\n  .WithImageTag(\"2\")\n  .WithEnvironment(\"X\", \"no:1\");", "a/b:2@3:18-19" },
        { "b.AddContainer(\"web\", \"a\").WithImageSHA256(\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\");", "a@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855@2:45-109" },
        { "var db = b.AddPostgres(\"db\").WithImageTag(\"16.4\").AddDatabase(\"shop\");", "docker.io/library/postgres:16.4@2:44-48" },
        { "b.AddPostgres(\"db\").WithImage(\"acme/pg\", \"16\");", "acme/pg:16@2:43-45" },
        { "b.AddPostgres(\"db\").WithImageRegistry(\"reg:5000\").WithImageTag(\"16\");", "reg:5000/library/postgres:16@2:65-67" },
        { "const string Tag = \"1\"; b.AddContainer(\"web\", \"a/b\", Tag);", "a/b:1@2:21-22" },
        { "const string Image = \"a:1\";\nb.AddContainer(\"web\", Image);", "a:1@2:23-26" },
        { "db.WithImageTag(\"16\");", "…:16@2:18-20" },
        { "b.AddContainer(\"web\", options.Image);", "options.Image@2:23-36" },
        { "b.AddPostgres(\"db\").WithPgAdmin(p => p.WithImageTag(\"8\"));", "…:8@2:54-55" },
        { "b.AddDockerfile(\"web\", \"../web\").WithImageTag(\"1\");", "" },
        { "b.AddPostgres(\"db\").AddDatabase(\"a:1\"); b.AddProject<Projects.Web>(\"web:1\");", "" },
        { "// b.AddContainer(\"web\", \"no:1\");\nvar s = \"b.AddContainer(\\\"web\\\", \\\"no:1\\\")\"; var t = \"\"\"\nb.AddContainer(\"web\", \"no:1\");\n\"\"\";", "" },
        { "var c = '\"'; b.AddContainer(\"web\", \"a:1\"); c = '\\'';", "a:1@2:37-40" },
    };

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Images_are_found_at_their_tokens(string code, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("AppHost/Program.cs", Head + code));

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string code, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("AppHost.cs", "\uFEFF" + (Head + code).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Other_code_with_such_calls_is_not_read() =>
        Assert.Equal("", await Deployment.ImagesAsync("Program.cs", "b.AddContainer(\"web\", \"a:1\"); x.WithImageTag(\"1\");"));
}
