using System.Net;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Logging in to a real registry that asks for user and password.</summary>
public sealed class LoginCommandTests : IDisposable
{
    private readonly TempDirectory _home = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public LoginCommandTests() => _variables["HOME"] = _home.Path;

    public void Dispose()
    {
        _home.Dispose();
        _out.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task A_saved_login_publishes_until_it_is_removed()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        using var repository = GitRepository.Init();
        repository.Commit();
        _home.Write("files/hello", "hello");
        string[] publish = ["publish", $"files:{_home["files"]}", "--image", $"{server.Host}/acme/app", "-C", repository.Path, "--receipt", _home["receipt.json"], "--allow-dirty"];

        Assert.Equal(4, await RunAsync(publish));
        Assert.Equal(0, await LoginAsync(server, RegistryServerOptions.Password + "\n"));
        Assert.Contains("stored unencrypted", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(publish));
        Assert.Equal(0, await RunAsync(["logout", server.Host]));
        Assert.Equal(4, await RunAsync([.. publish, "--tags", "environment", "--environment", "staging"]));
    }

    [Fact]
    public async Task A_wrong_password_is_exit_4_and_nothing_is_saved()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });

        Assert.Equal(4, await LoginAsync(server, "not-the-password"));

        Assert.False(File.Exists(_home[".docker/config.json"]));
        Assert.DoesNotContain("not-the-password", _out.ToString() + _error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_needs_no_login_says_so_and_nothing_is_saved()
    {
        await using var server = await SharedRegistry.OpenAsync();

        Assert.Equal(0, await RunAsync(["login", server.Host, "-u", "ann", "--password-stdin"], "s3cret"));

        Assert.Equal($"{server.Host} needs no login; nothing was saved\n", _out.ToString().ReplaceLineEndings("\n"));
        Assert.False(File.Exists(_home[".docker/config.json"]));
    }

    [Theory]
    [InlineData("s3cret", 0)]
    [InlineData("wrong", 4)]
    public async Task A_registry_that_everybody_may_read_from_still_judges_a_password(string password, int exitCode)
    {
        await using var server = RecordingServer.Start();
        server.Answer = _ => (server.Requests.Last().Authorization is null or "Basic YW5uOnMzY3JldA==" ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, "{}");

        Assert.Equal(exitCode, await RunAsync(["login", server.Address["http://".Length..], "-u", "ann", "--password-stdin"], password));

        Assert.Equal(exitCode == 0, File.Exists(_home[".docker/config.json"]));
    }

    [Fact]
    public async Task The_password_comes_from_a_file_or_is_asked_for_on_a_terminal()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });
        var file = _home.Write("password", RegistryServerOptions.Password + "\r\n");

        Assert.Equal(0, await RunAsync(["login", server.Host, "-u", "ann", "--password-file", file]));
        Assert.Equal(0, await RunAsync(["login", server.Host, "--output", "json"], RegistryServerOptions.Username + "\n", () => RegistryServerOptions.Password));

        Assert.Contains("\"username\": \"ann\"", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryServerOptions.Password, _out.ToString() + _error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p")]
    [InlineData("--password")]
    public async Task A_password_on_the_command_line_works_and_is_warned_of_without_being_repeated(string option)
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });

        Assert.Equal(0, await RunAsync(["login", "-u", RegistryServerOptions.Username, option, RegistryServerOptions.Password, server.Host]));
        Assert.Equal(4, await RunAsync(["login", "-u", RegistryServerOptions.Username, option, "not-the-password", server.Host]));

        Assert.Contains("warning: every user of this machine can read a password on the command line", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--password-stdin", _error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryServerOptions.Password, _out.ToString() + _error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", _out.ToString() + _error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_registry_it_is_Docker_Hub()
    {
        Assert.Equal(2, await RunAsync(["login"], "\n", () => ""));
        Assert.Contains("User name for docker.io: ", _error.ToString(), StringComparison.Ordinal);

        var file = _home.Write(".docker/config.json", """{"auths":{"https://index.docker.io/v1/":{"auth":"YW5uOnNlY3JldA=="}}}""");
        Assert.Equal(0, await RunAsync(["logout"]));
        Assert.Contains("removed the credentials for docker.io", _out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("index.docker.io", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login", "-u", "ann")]
    [InlineData("login", "r.example", "-u", "ann", "--password", "s3cret", "--password-file", "x")]
    [InlineData("login", "r.example", "-u", "ann", "--password", "")]
    [InlineData("login", "r.example", "-u", "ann")]
    [InlineData("login", "r.example", "--password-stdin")]
    [InlineData("login", "r.example", "-u", "ann", "--password-stdin")]
    [InlineData("login", "https://r.example", "-u", "ann", "--password-stdin")]
    [InlineData("login", "r.example", "-u", "ann", "--password-stdin", "--password-file", "x")]
    [InlineData("logout", "r.example/app:1")]
    public async Task What_cannot_be_asked_for_is_exit_2(params string[] arguments) => Assert.Equal(2, await RunAsync(arguments));

    [Theory]
    [InlineData]
    [InlineData("-u", "ann")]
    [InlineData("-u", "ann", "--password-stdin")]
    public async Task Ctrl_C_is_heard_while_a_question_waits_for_its_answer(params string[] options)
    {
        using var interrupt = new CancellationTokenSource();
        using var end = new ManualResetEventSlim();
        using var input = new SilentReader(interrupt, end);

        var exitCode = await RunAsync(["login", "r.example", .. options], input, input.ReadLine, interrupt.Token);

        // Read before the question ends: it may still write what follows its answer.
        var printed = _error.ToString().ReplaceLineEndings("\n");
        end.Set();

        Assert.Equal(130, exitCode);
        Assert.EndsWith("interrupted\n", printed, StringComparison.Ordinal);
    }

    private Task<int> LoginAsync(RegistryServer server, string password) =>
        RunAsync(["login", server.Host, "-u", RegistryServerOptions.Username, "--password-stdin"], password);

    private async Task<int> RunAsync(string[] arguments, string input = "", Func<string?>? readSecret = null)
    {
        using var reader = new StringReader(input);
        return await RunAsync(arguments, reader, readSecret, CancellationToken.None);
    }

    private async Task<int> RunAsync(string[] arguments, TextReader reader, Func<string?>? readSecret, CancellationToken cancellationToken)
    {
        var host = new CommandHost
        {
            Out = _out,
            Error = _error,
            OpenInput = () => reader,
            ReadSecret = readSecret,
            Environment = name => _variables.GetValueOrDefault(name) ?? (name == "PATH" ? Environment.GetEnvironmentVariable(name) : null),
            Clock = TimeProvider.System,
            Directory = _home.Path,
        };
        return await new PlimsollCommand(host).RunAsync(arguments, cancellationToken);
    }

    /// <summary>A terminal or pipe on which nothing is ever written; Ctrl+C is pressed as soon as it is read.</summary>
    private sealed class SilentReader(CancellationTokenSource interrupt, ManualResetEventSlim end) : TextReader
    {
        public override string? ReadLine()
        {
            interrupt.Cancel();
            end.Wait(CancellationToken.None);
            return null;
        }

        public override string ReadToEnd() => ReadLine() ?? "";
    }
}
