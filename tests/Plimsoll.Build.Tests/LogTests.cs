using Plimsoll.Build.Output;

namespace Plimsoll.Build.Tests;

public sealed class LogTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<string, object?[], string> Templates => new()
    {
        { "{Count:N0} of {Ratio:P1}", [1234567, 0.5], "1,234,567 of 50.0 %" },
        { "{Name:l}, {Name}", ["a", "b"], "a, b" },
        { "[{Name,5}] [{Name,-5}] [{Number,6:F1}]", ["ab", "ab", 1.26], "[   ab] [ab   ] [   1.3]" },
        { "{@Item}", [new { Name = "x", Ports = new[] { 1, 2 }, Inner = new { Flag = true }, None = (string?)null }], "{ Name: x, Ports: [1, 2], Inner: { Flag: True }, None: null }" },
        { "{@Pairs} {$Item}", [new Dictionary<string, int> { ["a"] = 1 }, new Uri("http://x/")], "{ a: 1 } http://x/" },
        { "{Items} {Path:d}", [new[] { "a", "b" }, AbsolutePath.Create("/tmp")], "[a, b] \"/tmp\"" },
        { "{{literal}} {Name} {Missing}", ["x"], "{literal} x {Missing}" },
        { "{Date:Q} {Open", [Guid.Empty, 8], "00000000-0000-0000-0000-000000000000 {Open" },
        { "no arguments {Name} {{", [], "no arguments {Name} {{" },
    };

    [Theory]
    [MemberData(nameof(Templates))]
    public void Placeholders_are_filled(string template, object?[] arguments, string text) =>
        Assert.Equal(text, MessageTemplate.Render(template, arguments).Replace("50.0%", "50.0 %"));

    [Fact]
    public async Task Code_outside_of_the_build_and_its_static_methods_write_to_the_log_of_the_build()
    {
        _fixture.Environment["PLIMSOLL_TOKEN"] = "hunter2";

        var normal = (await _fixture.RunAsync<Sample>("Show")).Output;
        Assert.Contains("helper has ***\n", normal);
        Assert.Contains("static 1,000\n", normal);
        Assert.Contains("error: upload of a failed\nbroken *** (InvalidOperationException)\n", normal);
        Assert.Contains("error: fatal 1\n", normal);
        Assert.DoesNotContain("detail", normal);

        var verbose = (await _fixture.RunAsync<Sample>("Show", "--verbosity", "verbose")).Output;
        Assert.Contains("detail 1\ndetail 2\n", verbose);
        Assert.Contains("   at ", (await _fixture.RunAsync<Sample>("Show", "--verbosity", "debug")).Output);
    }

    [Fact]
    public async Task On_a_build_server_errors_with_exceptions_are_annotations()
    {
        _fixture.Environment["GITHUB_ACTIONS"] = "true";

        Assert.Contains("::error::upload of a failed%0Abroken none (InvalidOperationException)\n", (await _fixture.RunAsync<Sample>("Show")).Output);
    }

    [Fact]
    public void Without_a_build_it_says_so() =>
        Assert.Contains("no running build", Assert.Throws<InvalidOperationException>(() => Log.Information("x")).Message);

    private sealed class Sample : PlimsollBuild
    {
        [Parameter, Secret] readonly string Token = "none";

        Target Show => _ => _.Executes(() =>
        {
            Helper.Write(Token);
            WriteStatic();
        });

        private static void WriteStatic() => Log.Information("static {Count:N0}", 1000);
    }

    private static class Helper
    {
        public static void Write(string token)
        {
            Log.Information("helper has {Token}", token);
            Log.Verbose("detail {Number}", 1);
            Log.Debug("detail {Number}", 2);
            Log.Fatal("fatal {Number}", 1);
            try
            {
                throw new InvalidOperationException($"broken {token}");
            }
            catch (InvalidOperationException exception)
            {
                Log.Error(exception, "upload of {Name} failed", "a");
            }
        }
    }
}
