using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Plimsoll.Testing;
using static Plimsoll.Build.XmlTasks;

namespace Plimsoll.Build.Tests;

public sealed class SerializationTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <!-- stays -->
          <PropertyGroup>
            <Version>1.0.0</Version>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="A" Version="1" />
            <PackageReference Include="B" Version="2" />
          </ItemGroup>
        </Project>

        """;

    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void An_object_comes_back_from_json_and_can_be_changed_there()
    {
        var file = AbsolutePath.Create(_temp["sub/file.json"]);

        file.WriteJson(new Settings { Name = "app", Tags = ["a"] }).UpdateJson<Settings>(settings => settings.Tags.Add("b"));

        Assert.Contains("\"name\": \"app\"", file.ReadAllText());
        Assert.Equal("a b", string.Join(' ', file.ReadJson<Settings>().Tags));
        file.UpdateJson(json => json["name"] = "other");
        Assert.Equal("other", file.ReadJson<JsonObject>()["name"]!.GetValue<string>());
    }

    [Fact]
    public void Json_may_have_comments_and_what_is_wrong_is_named_with_its_line()
    {
        var file = AbsolutePath.Create(_temp.Write("file.json", "{ // a\n \"Name\": \"app\", }"));
        Assert.Equal("app", file.ReadJson<Settings>().Name);

        _temp.Write("file.json", "{\n\n \"name\": 1 }");
        Assert.StartsWith($"{file}, line 3 cannot be read as Settings", Assert.Throws<BuildException>(() => file.ReadJson<Settings>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_comes_back_from_xml()
    {
        var file = AbsolutePath.Create(_temp["sub/file.xml"]);

        file.WriteXml(new Settings { Name = "app", Tags = ["a"] });

        Assert.Equal("app a", $"{file.ReadXml<Settings>().Name} {file.ReadXml<Settings>().Tags.Single()}");
        _temp.Write("sub/file.xml", "<other />");
        Assert.StartsWith($"{file} cannot be read as Settings", Assert.Throws<BuildException>(() => file.ReadXml<Settings>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_xml_file_is_changed_in_place()
    {
        var file = AbsolutePath.Create(_temp.Write("a.csproj", Project));

        file.UpdateXml(document => document.Descendants("Version").Single().Value = "2.0.0");

        Assert.Contains("  <!-- stays -->\n", file.ReadAllText());
        Assert.Equal("2.0.0", file.ReadXml().Descendants("Version").Single().Value);
        _temp.Write("a.csproj", "<Project>");
        Assert.StartsWith($"{file} is not valid XML", Assert.Throws<BuildException>(() => file.ReadXml()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_read_by_xpath()
    {
        var file = _temp.Write("a.csproj", Project);

        Assert.Equal(["1", "2"], XmlPeek(file, "//PackageReference/@Version"));
        Assert.Equal("1.0.0", XmlPeekSingle(file, "/Project/PropertyGroup/Version"));
        Assert.Null(XmlPeekSingle(file, "//None"));
        Assert.Equal("B", XmlPeekElements(file, "//PackageReference[@Version='2']").Single().Attribute("Include")!.Value);
        Assert.Equal($"{file} has 2 of //PackageReference, instead of one.", Assert.Throws<BuildException>(() => XmlPeekSingle(file, "//PackageReference")).Message);
        Assert.Contains("is not valid", Assert.Throws<BuildException>(() => XmlPeek(file, "//[")).Message);
    }

    [Fact]
    public void Values_of_a_text_are_read_by_xpath()
    {
        Assert.Equal(["1", "2"], XmlPeekFromString(Project, "//PackageReference/@Version"));
        Assert.Equal("1.0.0", XmlPeekSingleFromString(Project, "/Project/PropertyGroup/Version"));
        Assert.Null(XmlPeekSingleFromString(Project, "//None"));
        Assert.Equal("b", XmlPeekElementsFromString("<a xmlns=\"urn:n\"><b /></a>", "//n:b", ("n", "urn:n")).Single().Name.LocalName);
        Assert.Equal("The text has 2 of //PackageReference, instead of one.", Assert.Throws<BuildException>(() => XmlPeekSingleFromString(Project, "//PackageReference")).Message);
        Assert.StartsWith("The text is not valid XML: ", Assert.Throws<BuildException>(() => XmlPeekFromString("<a>", "//a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_is_set_and_every_other_byte_stays()
    {
        var file = _temp.Write("a.csproj", Project);

        XmlPoke(file, "//PackageReference[@Include='B']/@Version", 3);
        XmlPoke(file, "//Version", "1.1.0");

        Assert.Equal(Project.Replace("Version=\"2\"", "Version=\"3\"").Replace("1.0.0", "1.1.0"), File.ReadAllText(file));
        Assert.Throws<BuildException>(() => XmlPoke(file, "//None", 1));
    }

    [Theory]
    [InlineData("", "\n", "")]
    [InlineData("\uFEFF", "\r\n", "")]
    [InlineData("", "\n", "<?xml version=\"1.0\"?>\n\n")]
    [InlineData("", "\n", "<?xml version=\"1.0\"?>")]
    [InlineData("", "\r\n", "\n\n")]
    [InlineData("\uFEFF", "\n", "<?xml version='1.0' encoding='UTF-8'?>\n")]
    [InlineData("", "\r\n", "<?xml version=\"1.0\"?>\n<!-- first -->\n\n")]
    public void Mark_line_ends_and_declaration_stay(string mark, string newLine, string head)
    {
        string TextOf(string version) => mark + $"{head}<Project>\n  <Version>{version}</Version>\n  <A B=\"1&#xA;2\" />\n</Project>\n".Replace("\n", newLine);
        var file = AbsolutePath.Create(_temp["a.csproj"]).WriteAllText(TextOf("1"));

        XmlPoke(file, "//Version", 2);
        Assert.Equal(TextOf("2"), Encoding.UTF8.GetString(file.ReadAllBytes()));

        file.UpdateXml(document => document.Descendants("Version").Single().Value = "3");
        Assert.Equal(TextOf("3"), Encoding.UTF8.GetString(file.ReadAllBytes()));
    }

    [Fact]
    public void A_declared_encoding_stays_or_is_that_which_is_wanted()
    {
        var file = AbsolutePath.Create(_temp["a.xml"]).WriteAllBytes(Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<a>\u00e4</a>"));

        XmlPoke(file, "/a", "\u00f6\u20ac");
        Assert.Equal("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<a>\u00f6&#x20AC;</a>", Encoding.Latin1.GetString(file.ReadAllBytes()));

        XmlPoke(file, "/a", "\u00fc", new UTF8Encoding(false));
        Assert.Equal("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>\u00fc</a>", Encoding.UTF8.GetString(file.ReadAllBytes()));
    }

    [Fact]
    public void A_namespace_has_the_prefix_that_is_given()
    {
        var file = _temp.Write("a.nuspec", "<package xmlns=\"urn:n\"><id>a</id></package>");

        Assert.Equal("a", XmlPeekSingle(file, "/n:package/n:id", ("n", "urn:n")));
        XmlPoke(file, "/n:package/n:id", "b", ("n", "urn:n"));
        Assert.Equal("b", XDocument.Load(file).Root!.Value);
    }

    /// <summary>What is written.</summary>
    public sealed class Settings
    {
        /// <summary>A text.</summary>
        public string Name { get; set; } = "";

        /// <summary>A list.</summary>
        public List<string> Tags { get; set; } = [];
    }
}
