using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>
/// Variables that are images, whoever uses them: a role, a template. Their keys say so, and they have a tag or a digest; where these
/// stand apart, only who uses them knows.
/// </summary>
internal static class AnsibleVariables
{
    /// <summary>Words of keys that name machines, whose images can look like those of containers: <c>ubuntu:22.04</c>.</summary>
    private static readonly HashSet<string> Machines = new(StringComparer.OrdinalIgnoreCase) { "lxd", "lxc", "vm", "os", "cloud", "boot", "disk", "iso", "kvm", "qemu", "libvirt", "proxmox", "openstack" };

    /// <summary>The images among variables.</summary>
    /// <param name="node">The variables, or a part of them.</param>
    /// <param name="visited">What was read before, as aliases lead to a part many times.</param>
    public static IEnumerable<SourceScalar> Find(SourceNode node, HashSet<SourceNode> visited)
    {
        if (!visited.Add(node))
            return [];

        return (node as SourceSequence)?.Items.SelectMany(item => Find(item, visited))
            ?? (node as SourceMapping)?.Effective().SelectMany(entry => entry.Value is not SourceScalar scalar ? Find(entry.Value, visited) : IsImage(entry.Key.Value, scalar) ? [scalar] : [])
            ?? [];
    }

    private static bool IsImage(string key, SourceScalar value) =>
        key.EndsWith("image", StringComparison.OrdinalIgnoreCase) && ReferenceText.HasSelector(value.Value) && ImageText.IsEvident(value)
        && (ReferenceText.HasHost(value.Value) || !key.Split('_').Any(Machines.Contains));
}
