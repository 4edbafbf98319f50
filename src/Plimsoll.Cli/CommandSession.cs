using System.CommandLine;
using Plimsoll.Cli.Options;
using Plimsoll.Cli.Output;
using Plimsoll.Oci;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Planning;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli;

/// <summary>One run of a verb: its options with environment and configuration behind them.</summary>
internal sealed class CommandSession
{
    private readonly ParseResult _parsed;
    private PlimsollHost? _plimsoll;

    /// <param name="host">The world.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="takesMarkdown">Whether the verb has that output.</param>
    /// <param name="loadsConfiguration">Whether there has to be no mistake in plimsoll.yml; else it is not read.</param>
    /// <param name="onConfigurationError">Takes why the configuration cannot be used, so that the defaults apply; <c>null</c> where that ends the run.</param>
    public CommandSession(CommandHost host, ParseResult parsed, bool takesMarkdown = false, bool loadsConfiguration = true, Action<PlimsollException>? onConfigurationError = null)
    {
        if (CommonOptions.IsMarkdown(parsed) && !takesMarkdown)
            throw PlimsollException.Usage("--output markdown is supported only for plans and comparisons.", "Use 'plimsoll plan' or 'plimsoll diff', or --output text or json.");

        _parsed = parsed;
        Host = host;
        Sink = HostSinks.Create(parsed.GetValue(CommonOptions.Host), host.Environment, host.StatusLine.WriteAbove);
        Diagnostics = new Diagnostics(host, CommonOptions.ParseVerbosity(parsed, host.Environment), Sink);
        Directory = parsed.GetValue(CommonOptions.Directory) is { } directory ? Path.GetFullPath(directory, host.Directory) : host.Directory;
        if (!System.IO.Directory.Exists(Directory))
            throw PlimsollException.Usage($"The directory '{Directory}' does not exist.", "Pass an existing one: --directory DIR.");

        // As if started there: what is above a folder is above the one that a link leads to.
        if (RealPath.Resolve(Directory) is { Length: > 0 } real)
            Directory = real;
        try
        {
            Configuration = !loadsConfiguration ? PlimsollConfiguration.Default : ConfigurationFile.Load(Directory, parsed.GetValue(CommonOptions.Config) is { } file ? Path.GetFullPath(file, host.Directory) : null);
        }
        catch (PlimsollException exception) when (onConfigurationError is not null)
        {
            Configuration = PlimsollConfiguration.Default;
            onConfigurationError(exception);
        }

        RunTrace.Report(this, parsed);
    }

    public CommandHost Host { get; }

    /// <summary>Where the CI host takes outputs and summaries.</summary>
    public IHostSink Sink { get; }

    public Diagnostics Diagnostics { get; }

    /// <summary>The directory worked in, absolute.</summary>
    public string Directory { get; }

    public PlimsollConfiguration Configuration { get; }

    public bool IsMarkdown => CommonOptions.IsMarkdown(_parsed);

    public bool IsJson => CommonOptions.IsJson(_parsed);

    /// <summary>The library, for verbs that use no registry and no engine.</summary>
    public PlimsollHost Plimsoll => _plimsoll ??= CreatePlimsoll();

    public BuildObserver Observer => Plimsoll.Observer;

    /// <summary>Composes the library for this run, with what registries need. Nothing is opened before it is used.</summary>
    /// <param name="registry">The registry that credentials in the environment are for, or <c>null</c>.</param>
    /// <param name="connection">How registries are connected to, or <c>null</c>.</param>
    /// <param name="credentials">Where credentials come from; the default is everything that Docker knows.</param>
    public PlimsollHost CreatePlimsoll(string? registry = null, RegistryClientOptions? connection = null, ICredentialSource? credentials = null)
    {
        var transfers = TransferReporter.Create(Host, Diagnostics);
        return PlimsollHost.CreateDefault(new PlimsollHostOptions
        {
            Directory = Directory,
            Configuration = Configuration,
            Environment = Host.Environment,
            Clock = Host.Clock,
            Registry = registry,
            Credentials = credentials,
            RegistryClient = (connection ?? new RegistryClientOptions()) with { Transfers = transfers },
            Diagnostics = Diagnostics,
            Trace = Diagnostics.Trace,
            BeginGroup = Diagnostics.Verbosity >= OutputLevel.Normal ? Sink.BeginGroup : null,
            Progress = new BlobReporter(Host, Diagnostics),
            Work = WorkReporter.Create(Host, Diagnostics, transfers),
            SettingName = OptionName.FromSetting,
        });
    }

    /// <summary>Whether the option was given.</summary>
    public bool Has(Option<bool> option) => _parsed.GetValue(option);

    /// <summary>The values of an option that may be repeated.</summary>
    public IReadOnlyList<string> Values(Option<string[]> option) => _parsed.GetValue(option) ?? [];

    /// <summary>The text of an option that nothing else gives, or <c>null</c>.</summary>
    public string? Value(Option<string> option) => _parsed.GetValue(option);

    /// <summary>The option, else the environment variable, else the configuration's value.</summary>
    public string? Value(Option<string> option, string variable, string? configured) =>
        _parsed.GetValue(option) ?? Host.Environment(variable) ?? configured;

    /// <summary>Prints a record as the result: as it is written to its file, or a line each.</summary>
    public async Task PrintRecordAsync(string json, IEnumerable<string> lines)
    {
        if (IsJson)
            await Host.Out.WriteAsync(json);
        else
            foreach (var line in lines)
                await Host.Out.WriteLineAsync(line);
    }
}
