namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>What a registry does otherwise than the specification says, or than others do. The default is the specification.</summary>
internal abstract class RegistryHabits
{
    /// <summary>Whether it lists referrers.</summary>
    public virtual bool HasReferrers => true;

    /// <summary>Headers of the answer that opens an upload.</summary>
    public virtual IEnumerable<(string Name, string Value)> SessionHeaders => [];

    /// <summary>The type that a manifest is served as.</summary>
    public virtual string ServedType(string mediaType) => mediaType;

    /// <summary>Answers in place of the registry.</summary>
    /// <returns>Whether it did.</returns>
    public abstract Task<bool> AnswerAsync(ScriptedRegistry registry, ScriptedRequest request);

    /// <summary>Refuses.</summary>
    protected static async Task<bool> RefuseAsync(ScriptedRequest request, int status, string code, string message)
    {
        await ScriptedRegistry.RefuseAsync(request.Context, status, code, message);
        return true;
    }
}
