using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Plimsoll.Build.Output;
using Plimsoll.Build.Parameters;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Parameters;

public sealed class JsonParameterTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public enum Mode
    {
        Plain,
        ExtraFast,
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Objects_records_arrays_and_dictionaries_are_read_from_the_file()
    {
        _fixture.Root.Write(".nuke/parameters.json", """
            {
              // Comments and trailing commas are as people write them.
              "Server": { "host": "example.org", "Port": 8080, "mode": "extra-fast", "key": "keys/a", "tags": ["x", "y"], "limits": { "cpu": 2 } },
              "Servers": [{ "Host": "a" }, { "Host": "b", "mode": null }],
              "Labels": { "one": "1", "two words": "2" },
              "Settings": { "Name": "n", "retry-count": 3, "Inner": { "name": "i" } },
              "Pair": { "left": 1, "right": 2 },
            }
            """);

        var output = (await _fixture.RunAsync<Sample>("Show")).Output;

        Assert.Contains($"server=example.org:8080 ExtraFast {_fixture.Root["keys/a"]} x,y cpu=2;", output);
        Assert.Contains("servers=a:80 ,b:80 ;", output);
        Assert.Contains("labels=one=1,two words=2;", output);
        Assert.Contains("settings=n 3 i;", output);
        Assert.Contains("pair=1,2;", output);
    }

    [Fact]
    public async Task The_command_line_and_variables_have_them_as_text()
    {
        _fixture.Environment["PLIMSOLL_LABELS"] = """{ "a": "b" }""";

        var output = (await _fixture.RunAsync<Sample>(
            "Show", "--server", """{ "host": "h", "key": "k" }""", "--servers", """{ "host": "a" }""", """{ "host": "b" }""")).Output;

        Assert.Contains($"server=h:80  {_fixture.Root["k"]}", output);
        Assert.Contains("servers=a:80 ,b:80 ;", output);
        Assert.Contains("labels=a=b;", output);
        Assert.Contains("servers=c:80 ;", (await _fixture.RunAsync<Sample>("Show", "--servers", """[{ "host": "c" }]""")).Output);
    }

    [Theory]
    [InlineData("""{ "Server": { "hots": "a" } }""", "Server.hots is not a member of Server.\nDid you mean Host?")]
    [InlineData("""{ "Server": { "port": 1 } }""", "Server lacks Host, which a Server requires.")]
    [InlineData("""{ "Server": { "host": null } }""", "Server.host is a JSON null, but must be a string, a number or a boolean.")]
    [InlineData("""{ "Server": { "host": "a", "HOST": "b" } }""", "Server.HOST is set twice.")]
    [InlineData("""{ "Server": { "host": "a", "port": "many" } }""", "Server.port is 'many', but must be a number (Int32).")]
    [InlineData("""{ "Server": { "host": "a", "tags": ["x", {}] } }""", "Server.tags[1] is a JSON object, but must be a string, a number or a boolean.")]
    [InlineData("""{ "Server": "x" }""", "Server is a JSON string, but must be an object.")]
    [InlineData("""{ "Server": [] }""", "Server has 0 values, but accepts only one.")]
    [InlineData("""{ "Servers": { "host": "a" } }""", "Servers is a JSON object, but must be an array.")]
    [InlineData("""{ "Servers": [1] }""", "Servers[0] is a JSON number, but must be an object.")]
    [InlineData("""{ "Labels": { "a": null } }""", "Labels.a is a JSON null")]
    [InlineData("""{ "Settings": { "Inner": 1 } }""", "Settings.Inner is a JSON number, but must be an object.")]
    [InlineData("""{ "Settings": { "RetryCount": 1 } }""", "Settings lacks Name, which a Settings requires.")]
    [InlineData("""{ "Settings": { "Name": "n", "Refuses": "x" } }""", "Settings is not a valid Settings: not this one")]
    [InlineData("""{ "Settings": { "Name": "n", "Computed": 1 } }""", "Settings.Computed is not a member of Settings.")]
    public async Task What_does_not_fit_is_told_with_its_place(string file, string message)
    {
        _fixture.Root.Write(".nuke/parameters.json", file);

        var result = await _fixture.RunAsync<Sample>("Show");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: .nuke/parameters.json, " + message, result.Error);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{ "host": "a" } x""")]
    [InlineData("""{ "host": "a", "host": "b" }""")]
    [InlineData("""{ "host": "\ud800" }""")]
    [InlineData("nothing")]
    public async Task Text_that_is_not_JSON_is_told(string text)
    {
        var result = await _fixture.RunAsync<Sample>("Show", "--server", text);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("error: Option --server is not valid JSON: ", result.Error);
    }

    [Fact]
    public async Task Texts_in_a_secret_object_are_masked_and_not_in_messages()
    {
        _fixture.Root.Write(".nuke/parameters.json", """{ "Login": { "user": "someone", "password": "hunter22" } }""");
        Assert.Contains("login=*** ***;", (await _fixture.RunAsync<Sample>("Show")).Output);
        Assert.Contains("login=*** ***;", (await _fixture.RunAsync<Sample>("Show", "--login", """{ "user": "another", "password": "geheim" }""")).Output);

        var refused = await _fixture.RunAsync<Sample>("Show", "--login", "geheim");
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
        Assert.DoesNotContain("geheim", refused.Error);
    }

    [Theory]
    [InlineData(typeof(Stream), false)]
    [InlineData(typeof(FileInfo), false)]
    [InlineData(typeof(Action), false)]
    [InlineData(typeof(object), false)]
    [InlineData(typeof(IDisposable), false)]
    [InlineData(typeof(Dictionary<int, string>), false)]
    [InlineData(typeof(int[,]), false)]
    [InlineData(typeof(TwoWays), false)]
    [InlineData(typeof(List<Stream>), false)]
    [InlineData(typeof(Tree), true)]
    [InlineData(typeof(IReadOnlyDictionary<string, Server[]>), true)]
    [InlineData(typeof(Pair?), true)]
    public void What_can_be_read_is_known_before_a_value_is(Type type, bool readable) => Assert.Equal(readable, ValueShape.CanRead(type));

    [Fact]
    public void The_schema_describes_objects_also_one_that_contains_itself()
    {
        var properties = JsonNode.Parse(SchemaFile.ToJson([], ParameterDiscovery.Discover(typeof(Sample)), []))!["allOf"]![0]!["properties"]!;

        Assert.Equal("integer", (string?)properties["Servers"]!["items"]!["properties"]!["Port"]!["type"]);
        Assert.Equal("[\"Host\"]", properties["Server"]!["required"]!.ToJsonString());
        Assert.Equal("string", (string?)properties["Labels"]!["additionalProperties"]!["type"]);
        Assert.Equal("""{"type":"object"}""", properties["Root1"]!["properties"]!["Children"]!["items"]!.ToJsonString());
    }

    public sealed record Server(string Host, int Port = 80, Mode? Mode = null, AbsolutePath? Key = null, string[]? Tags = null, Dictionary<string, int>? Limits = null);

    public sealed class Settings
    {
        public required string Name { get; init; }

        [JsonPropertyName("retry-count")]
        public int RetryCount { get; set; }

        public Settings? Inner { get; set; }

        public int Computed => RetryCount + 1;

        public string Refuses
        {
            get => "";
            set => throw new ArgumentException("not this one");
        }
    }

    public readonly record struct Pair(int Left, int Right);

    public sealed record Login(string User, string Password);

    public sealed record Tree(string Name, IReadOnlyList<Tree> Children);

    public sealed class TwoWays
    {
        public TwoWays(int a) => A = a;

        public TwoWays(int a, int b) => A = a + b;

        public int A { get; }
    }

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly Server? Server;
        [Parameter] readonly Server[] Servers = [];
        [Parameter] readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>();
        [Parameter] readonly Settings? Settings;
        [Parameter] readonly Pair Pair;
        [Parameter, Secret] readonly Login? Login;
        [Parameter] readonly Tree? Root1;

        Target Show => _ => _.Executes(() => Log.Information(
            $"server={Text(Server)} {Server?.Key} {string.Join(',', Server?.Tags ?? [])} {string.Join(',', Server?.Limits?.Select(l => $"{l.Key}={l.Value}") ?? [])};"
            + $"servers={string.Join(',', Servers.Select(Text))};labels={string.Join(',', Labels.Select(l => $"{l.Key}={l.Value}"))};"
            + $"settings={Settings?.Name} {Settings?.RetryCount} {Settings?.Inner?.Name};pair={Pair.Left},{Pair.Right};login={Login?.User} {Login?.Password};{Root1}"));

        private static string Text(Server? server) => $"{server?.Host}:{server?.Port} {server?.Mode}";
    }
}
