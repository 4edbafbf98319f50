using Plimsoll.Build.CI;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Execution;

/// <summary>Writes and checks the files of CI hosts that the attributes of the build's class describe.</summary>
internal static class ConfigurationCommand
{
    /// <summary>Does what was asked for on the command line.</summary>
    /// <exception cref="BuildException">A target is named too, there is no such file, or an attribute cannot be generated (exit code 2).</exception>
    public static async Task<int> RunAsync(BuildSession session, GenerationContext context, CommandLine line)
    {
        var option = line.CheckConfiguration ? BuiltInOption.CheckConfiguration.Option : BuiltInOption.GenerateConfiguration.Option;
        if (line.Targets.Count > 0)
            throw BuildException.Usage(
                $"{option} runs no target, but {line.Targets[0]} is named.",
                line.GenerateConfiguration && ConfigurationFiles.TryFind(context.Build.GetType(), line.Targets[0]) is { } meant ? $"To write the file of {meant.Shown}: {option} {meant.Id}." : null);
        if (line.CheckConfiguration && line.GenerateConfiguration)
            throw BuildException.Usage($"{BuiltInOption.GenerateConfiguration.Option} writes what {BuiltInOption.CheckConfiguration.Option} compares.", "Give one of them.");
        var id = line.ConfigurationId is { } given ? ConfigurationFiles.FindById(context.Build.GetType(), given).Id : null;
        var files = ConfigurationFiles.Generate(context, attribute => id is null || attribute.Id == id);
        if (files.Count == 0)
            throw BuildException.Usage($"{context.Build.GetType().Name} describes no file of a CI host.", "Add an attribute to it, such as [GitHubActions].");
        return line.CheckConfiguration ? Check(session, files) : await WriteAsync(session, files);
    }

    /// <summary>Brings the files up to date in a local run; on a server, warns where they are not.</summary>
    public static async Task UpdateAsync(BuildSession session, GenerationContext context)
    {
        foreach (var (_, file) in ConfigurationFiles.Generate(context, attribute => attribute.AutoGenerate))
        {
            if (ConfigurationFiles.IsCurrent(session.Root, file))
                continue;
            if (session.RunsOn is IBuildServer)
            {
                session.Log.Warning($"{file.Path} is not what {context.Build.GetType().Name} generates. {Advice}");
                continue;
            }

            try
            {
                await ConfigurationFiles.WriteAsync(session.Root, file, session.CancellationToken);
                session.Log.Information($"{file.Path} was generated. Commit it.");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A read-only checkout still builds.
                session.Log.Warning($"{file.Path} was not generated: {exception.Message}");
            }
        }
    }

    private static string Advice => $"Run ./build.sh {BuiltInOption.GenerateConfiguration.Option}, and commit what it writes.";

    private static async Task<int> WriteAsync(BuildSession session, IReadOnlyList<(CI.ConfigurationAttributeBase Attribute, GeneratedFile File)> files)
    {
        foreach (var (_, file) in files)
        {
            var isCurrent = ConfigurationFiles.IsCurrent(session.Root, file);
            if (!isCurrent)
                await ConfigurationFiles.WriteAsync(session.Root, file, session.CancellationToken);
            session.Sink.WriteLine($"{file.Path}  {(isCurrent ? "unchanged" : "written")}");
        }

        return BuildExitCode.Done;
    }

    private static int Check(BuildSession session, IReadOnlyList<(CI.ConfigurationAttributeBase Attribute, GeneratedFile File)> files)
    {
        var stale = files.Select(f => f.File).Where(file => !ConfigurationFiles.IsCurrent(session.Root, file)).ToList();
        foreach (var file in files.Select(f => f.File))
            session.Sink.WriteLine($"{file.Path}  {(!stale.Contains(file) ? "current" : (session.Root / file.Path).Exists() ? "stale" : "missing")}");
        if (stale.Count == 0)
            return BuildExitCode.Done;
        throw new BuildException(BuildExitCode.ChangesPending, $"{string.Join(", ", stale.Select(file => file.Path))} {(stale.Count == 1 ? "is" : "are")} not what {session.Build!.GetType().Name} generates.", Advice);
    }
}
