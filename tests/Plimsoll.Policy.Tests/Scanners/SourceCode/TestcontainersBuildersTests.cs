namespace Plimsoll.Policy.Tests.Scanners.SourceCode;

/// <summary>Testcontainers in files of a project that imports it as a whole.</summary>
public class TestcontainersBuildersTests
{
    public static TheoryData<string, string> Files { get; } = new()
    {
        { "var a = new ContainerBuilder().WithImage(\"a:1\").Build();\n", "a:1@1:43-46" },
        { "var a = new PostgreSqlBuilder()\n    .WithDatabase(\"no:1\")\n    .WithImage(\"postgres\")\n    .Build();\n", "postgres@3:17-25" },
        { "const string I = \"b:2\";\nvar a = new Testcontainers.Redis.RedisBuilder().WithImage(I);\nvar c = new MsSqlBuilder().WithImage($\"c:{Tag}\");\n", "b:2@1:19-22 c:{Tag}@3:40-47" },
        { "var a = new PostgreSqlBuilder(\"postgres:16\"); var b = new RedisBuilder(\"redis:7.4\").Build();\n", "postgres:16@1:32-43 redis:7.4@1:73-82" },
    };

    public static TheoryData<string> Others { get; } =
    [
        "var a = new CardBuilder().WithImage(\"logo.png\"); var b = new PageBuilder(\"no:1\"); x.WithImage(name);\n",
        "var a = new RedisBuilder(\"redis:6379\"); var b = new SqlServerBuilder(\"Server=x;\"); var c = new ContainerBuilder();\n",
        "// new ContainerBuilder().WithImage(\"no:1\")\nvar s = \"new ContainerBuilder().WithImage(\\\"no:1\\\")\";\n",
        "class ContainerBuilder { ContainerBuilder WithImage(string image) => this; }\n",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("a.cs", text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("a.cs", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Others))]
    public async Task What_only_looks_similar_has_no_images_and_is_not_told(string text)
    {
        using var deployment = new Deployment().With("a.cs", text);
        var result = await deployment.CheckAsync();
        Assert.Empty(result.Images);
        Assert.Empty(result.Unread);
    }

    [Theory]
    [InlineData("class A\n{\n    void F(X builder) => builder.WithImage(\"postgres:16\");\n}\n", 3)]
    [InlineData("var a = new OtherBuilder().WithImage($\"ghcr.io/x/y:{tag}\");\n", 1)]
    public async Task What_a_call_of_that_name_is_given_is_told(string text, int line)
    {
        using var deployment = new Deployment().With("a.cs", text);
        var result = await deployment.CheckAsync();
        Assert.Empty(result.Images);
        Assert.Equal(line, Assert.Single(result.Unread).Line);
    }
}
