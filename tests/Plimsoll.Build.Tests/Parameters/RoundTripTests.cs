using System.Globalization;
using System.Text.Json;
using CsCheck;

namespace Plimsoll.Build.Tests.Parameters;

/// <summary>Whatever a value is, each way in gives the same.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Text = Gen.Char[" !\"#$%&'()*+-./0129:;<=>?@AZ[\\]^_`az{|}~äß€😀"].Array[1, 12]
        .Select(c => new string(c)).Where(t => IsWhole(t) && t.Trim().Length > 0);

    [Fact]
    public void A_value_is_the_same_through_option_variable_and_file() =>
        Gen.Select(Text, Text.Select(t => t.Trim()).Where(t => t.Length > 0).Array[1, 4], Gen.Int, Gen.Double.Where(double.IsFinite), Gen.Bool).Sample(
            (text, list, number, ratio, flag) =>
            {
                var written = new Dictionary<string, string>
                {
                    ["Name"] = text,
                    ["Names"] = string.Join(',', list),
                    ["Number"] = number.ToString(CultureInfo.InvariantCulture),
                    ["Ratio"] = ratio.ToString("R", CultureInfo.InvariantCulture),
                    ["Flag"] = flag ? "true" : "false",
                };

                var expected = Show(text, list, number, ratio, flag);
                Assert.Equal(expected, Run(f => { }, [.. written.Select(w => $"--{w.Key}={w.Value}")]));
                Assert.Equal(expected, Run(f => f.Environment.AddAll(written)));
                Assert.Equal(expected, Run(f => f.Root.Write(".nuke/parameters.json", JsonSerializer.Serialize(written))));
                Assert.Equal(expected, Run(f => f.Root.Write(".nuke/parameters.x.json", JsonSerializer.Serialize(
                    new Dictionary<string, object> { ["Name"] = text, ["Names"] = list, ["Number"] = number, ["Ratio"] = ratio, ["Flag"] = flag })), "--profile", "x"));
            },
            iter: 60);

    [Fact]
    public void An_object_is_the_same_through_option_variable_and_file() =>
        (from host in Text
         from port in Gen.Int
         from tags in Text.Array[0, 3]
         from limits in Gen.Dictionary(Text, Gen.Int)[0, 3]
         from inner in Text.Null()
         select new Server(host, port, tags, limits, inner is null ? null : new Server(inner))).Sample(
            server =>
            {
                var json = JsonSerializer.Serialize(server);

                Assert.Equal(json, Run(_ => { }, "--server", json));
                Assert.Equal(json, Run(f => f.Environment["PLIMSOLL_SERVER"] = json));
                Assert.Equal(json, Run(f => f.Root.Write(".nuke/parameters.json", $$"""{ "Server": {{json}} }""")));
            },
            iter: 60);

    private static bool IsWhole(string text) => !text.Where((c, i) =>
        (char.IsHighSurrogate(c) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))) || (char.IsLowSurrogate(c) && (i == 0 || !char.IsHighSurrogate(text[i - 1])))).Any();

    private static string Run(Action<BuildFixture> prepare, params string[] arguments)
    {
        using var fixture = new BuildFixture();
        prepare(fixture);
        var result = fixture.RunAsync<Sample>(["Keep", .. arguments]).GetAwaiter().GetResult();
        return result.Error.Length > 0 ? result.Error : File.ReadAllText(fixture.Root["kept"]);
    }

    private static string Show(string name, string[] names, int number, double ratio, bool flag) => JsonSerializer.Serialize(new object[] { name, names, number, ratio, flag });

    private sealed class Sample : PlimsollBuild
    {
        [Parameter] readonly string Name = "";
        [Parameter] readonly string[] Names = [];
        [Parameter] readonly int Number;
        [Parameter] readonly double Ratio;
        [Parameter] readonly bool Flag;
        [Parameter] readonly Server? Server;

        Target Keep => _ => _.Executes(() => File.WriteAllText(
            RootDirectory / "kept", Server is null ? Show(Name, Names, Number, Ratio, Flag) : JsonSerializer.Serialize(Server)));
    }

    public sealed record Server(string Host, int Port = 80, string[]? Tags = null, Dictionary<string, int>? Limits = null, Server? Inner = null);
}

file static class Variables
{
    public static void AddAll(this Dictionary<string, string> environment, Dictionary<string, string> values)
    {
        foreach (var (name, value) in values)
            environment["PLIMSOLL_" + name.ToUpperInvariant()] = value;
    }
}
