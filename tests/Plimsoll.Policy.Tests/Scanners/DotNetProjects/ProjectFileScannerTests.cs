namespace Plimsoll.Policy.Tests.Scanners.DotNetProjects;

public class ProjectFileScannerTests
{
    private static string Properties(string properties) => $"<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n{properties}\n</PropertyGroup>\n</Project>\n";

    // Properties, which start on the third line, and the images with their places.
    public static TheoryData<string, string> Projects { get; } = new()
    {
        { "<ContainerBaseImage>a/b:1</ContainerBaseImage>", "a/b:1@3:21-26" },
        { "<ContainerBaseImage Condition=\"'$(X)' == ''\">a/b:1</ContainerBaseImage>", "a/b:1@3:46-51" },
        { "<ContainerBaseImage>\n  a:1\n</ContainerBaseImage>", "a:1@4:3-6" },
        { "<ContainerBaseImage><![CDATA[ a:1 ]]></ContainerBaseImage>", "a:1@3:31-34" },
        { "<ContainerBaseImage>a&#58;1</ContainerBaseImage>", "a:1@3:21-28" },
        { "<Tag>1.2</Tag><ContainerBaseImage>a:$(tag)-x</ContainerBaseImage>", "a:1.2-x@3:35-45" },
        { "<Base>a:1</Base>\n<ContainerBaseImage>$(Base)</ContainerBaseImage>", "a:1@3:7-10" },
        { "<Tag Condition=\"1\">1</Tag><Tag>2</Tag><ContainerBaseImage>a:$(Tag)</ContainerBaseImage>", "a:$(Tag)@3:59-67" },
        { "<ContainerBaseImage>$(Registry)/a:1</ContainerBaseImage>", "$(Registry)/a:1@3:21-36" },
        { "<ContainerBaseImage>$([System.String]::Copy('a:1'))</ContainerBaseImage>", "$([System.String]::Copy('a:1'))@3:21-52" },
        { "<ContainerBaseImage>$(ContainerBaseImage)</ContainerBaseImage>", "$(ContainerBaseImage)@3:21-42" },
        { "<ContainerBaseImage></ContainerBaseImage><ContainerBaseImage /><ContainerBaseImage> </ContainerBaseImage>", "" },
        { "<!-- <ContainerBaseImage>no:1</ContainerBaseImage> -->", "" },
        { "<ContainerRepository>acme/shop</ContainerRepository><ContainerImageTags>1;latest</ContainerImageTags><ContainerFamily>alpine</ContainerFamily>", "" },
        { "<X><ContainerBaseImage>no:1</ContainerBaseImage></X>", "" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Images_are_found_at_their_tokens(string properties, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("src/Shop.csproj", Properties(properties)));

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string properties, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("Directory.Build.props", "\uFEFF" + Properties(properties).Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Theory]
    [InlineData("<Project><PropertyGroup><ContainerBaseImage>a:1</PropertyGroup></Project>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Project><PropertyGroup><ContainerBaseImage>&e;</ContainerBaseImage></PropertyGroup></Project>")]
    [InlineData("<Project><PropertyGroup><ContainerBaseImage>a:1")]
    public async Task What_is_not_well_formed_is_told(string text) =>
        Assert.StartsWith("unreadable-file@1:", await Deployment.FindingsAsync("a.targets", text), StringComparison.Ordinal);

    [Fact]
    public async Task Deep_nesting_is_told_and_does_no_harm() =>
        Assert.StartsWith("unreadable-file@1:", await Deployment.FindingsAsync("a.csproj", string.Concat(Enumerable.Repeat("<a>", 100_000)) + "<ContainerBaseImage>"), StringComparison.Ordinal);

    [Fact]
    public async Task Properties_that_repeat_each_other_end()
    {
        var properties = string.Concat(Enumerable.Range(1, 40).Select(i => $"<A{i}>$(A{i - 1})$(A{i - 1})</A{i}>"));
        using var deployment = new Deployment().With("a.csproj", Properties($"<A0>a</A0>{properties}<ContainerBaseImage>$(A40)$(A40)</ContainerBaseImage>"));

        Assert.Null(Assert.Single((await deployment.CheckAsync()).Images).Use.Resolved);
    }

    [Fact]
    public async Task A_project_without_a_base_image_is_not_among_the_files_that_were_checked()
    {
        using var deployment = new Deployment().With("a.csproj", "<Project").With("b.csproj", Properties("<ContainerBaseImage>a:1</ContainerBaseImage>"));
        var result = await deployment.CheckAsync();

        Assert.Equal(["b.csproj"], result.Paths);
        Assert.Equal(1, result.Files);
    }

    [Fact]
    public async Task A_comment_takes_a_finding_back()
    {
        using var deployment = new Deployment().With("a.csproj", Properties("<!-- plimsoll:ignore missing-tag why -->\n<ContainerBaseImage>a</ContainerBaseImage>"));

        Assert.NotNull(Assert.Single((await deployment.CheckAsync()).Findings).Suppression);
    }
}
