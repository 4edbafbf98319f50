using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Commands;

/// <summary>
/// <c>plimsoll login</c>: asks the registry whether it takes a credential, then saves it where Docker does. A password that is
/// an argument, which every user of the machine can read, is warned of.
/// </summary>
internal sealed class LoginCommand
{
    private readonly Argument<string> _registry = new("REGISTRY") { Description = "Registry host, with its port if needed: ghcr.io, localhost:5000 [default: Docker Hub]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _username = new("--username", "-u") { Description = "User name [default: ask on the terminal]", HelpName = "USER" };
    private readonly Option<string> _password = new("--password", "-p") { Description = "Password or token; other users of this machine can read it, unlike with --password-stdin", HelpName = "PASSWORD" };
    private readonly Option<bool> _passwordStdin = new("--password-stdin") { Description = "Read the password or token from stdin" };
    private readonly Option<string> _passwordFile = new("--password-file") { Description = "Read the password or token from a file", HelpName = "FILE" };
    private readonly ConnectionOptions _connection = new();

    public static Command Create(CommandHost host)
    {
        var verb = new LoginCommand();
        var command = new Command("login", "Log in to a registry: check the credentials and save them for Plimsoll and Docker") { verb._registry };
        foreach (var option in new Option[] { verb._username, verb._passwordStdin, verb._passwordFile, verb._password })
            command.Add(option);
        verb._connection.AddTo(command);
        command.SetAction((parsed, cancellationToken) => verb.RunAsync(new CommandSession(host, parsed), parsed, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(CommandSession session, ParseResult parsed, CancellationToken cancellationToken)
    {
        var target = parsed.GetValue(_registry) ?? ImageReference.DockerHub;
        var registry = CredentialStore.ParseRegistry(target);
        var host = session.Host;
        var username = parsed.GetValue(_username) ?? await AskAsync(() => AskUsername(host, registry), cancellationToken);
        var password = await AskAsync(() => ReadPassword(session, parsed, username), cancellationToken);

        var connection = _connection.CreateClientOptions(session, parsed);
        await using var plimsoll = session.CreatePlimsoll(
            registry,
            connection with { PlainHttp = name => name == registry && connection.PlainHttp(name) },
            CredentialSource.Explicit(registry, username, password));
        if (!await plimsoll.CheckRegistryAsync(registry, cancellationToken))
        {
            await host.Out.WriteLineAsync(session.IsJson ? new LoginReport(target, username, "", Changed: false).ToJson() : $"{registry} needs no login; nothing was saved");
            return (int)ExitCode.Done;
        }

        var location = await plimsoll.CredentialStore.SaveAsync(target, username, password, cancellationToken);

        if (!location.IsHelper)
            session.Diagnostics.Warn($"the password is stored unencrypted in {location.Name}; to store it encrypted, configure a credential helper ('credsStore')");
        if (session.IsJson)
            await host.Out.WriteLineAsync(new LoginReport(target, username, location.Name, Changed: true).ToJson());
        else
            await host.Out.WriteLineAsync($"logged in to {target} as {username}");
        return (int)ExitCode.Done;
    }

    /// <summary>Neither a terminal nor a pipe lets go of who reads it; Ctrl+C goes without their answer.</summary>
    private static Task<string> AskAsync(Func<string> ask, CancellationToken cancellationToken) =>
        Task.Run(ask, CancellationToken.None).WaitAsync(cancellationToken);

    private static string AskUsername(CommandHost host, string registry)
    {
        if (host.ReadSecret is null)
            throw PlimsollException.Usage("No user name was given, and there is no terminal to prompt for it.", "Pass --username USER.");

        host.Error.Write($"User name for {registry}: ");
        return host.In.ReadLine() is { Length: > 0 } name ? name : throw PlimsollException.Usage("No user name was given.", "Enter one, or pass --username USER.");
    }

    private string ReadPassword(CommandSession session, ParseResult parsed, string username)
    {
        var host = session.Host;
        var (file, typed) = (parsed.GetValue(_passwordFile), parsed.GetValue(_password));
        var given = new Option[] { _passwordStdin, _passwordFile, _password }.Where(option => parsed.GetResult(option) is not null and not { Implicit: true }).Select(option => option.Name).ToList();
        if (given.Count > 1)
            throw PlimsollException.Usage($"{string.Join(" and ", given)} cannot be used together.");

        string? password;
        if (typed is not null)
        {
            session.Diagnostics.Warn("every user of this machine can read a password on the command line, and the shell keeps it in its history; --password-stdin reads it from standard input");
            password = typed;
        }
        else if (parsed.GetValue(_passwordStdin))
            password = host.In.ReadToEnd();
        else if (file is not null)
            password = ReadFile(Path.GetFullPath(file, session.Directory));
        else if (host.ReadSecret is not null)
        {
            host.Error.Write($"Password or token for {username}: ");
            password = host.ReadSecret();
            host.Error.WriteLine();
        }
        else
            throw PlimsollException.Usage("No password was given, and there is no terminal to prompt for it.", "Pass it on standard input: printenv TOKEN | plimsoll login REGISTRY -u USER --password-stdin.");

        // The line break that echo and editors add is not part of it.
        password = password?.TrimEnd('\r', '\n');
        return password is { Length: > 0 } ? password : throw PlimsollException.Usage("The password is empty.");
    }

    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PlimsollException.Usage($"Cannot read the password file '{path}': {exception.Message}", innerException: exception);
        }
    }
}
