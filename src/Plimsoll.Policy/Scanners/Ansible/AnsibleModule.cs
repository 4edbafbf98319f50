namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>A module whose arguments name images.</summary>
/// <param name="Use">Where they do.</param>
internal sealed record AnsibleModule(ModuleUse Use)
{
    /// <summary>Whether it finds no image that is named with a tag and a digest.</summary>
    public bool TakesNoTagWithDigest { get; init; }

    /// <summary>Why no digest can be written there, or <c>null</c>.</summary>
    public string? PinRefusal => TakesNoTagWithDigest ? "the module finds no image that is named with a tag and a digest" : null;
}
