namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>A role: the folder with <c>tasks</c>, <c>handlers</c>, and what variables it has.</summary>
internal sealed class AnsibleRole
{
    private static readonly string[] Variables = ["defaults/main.yml", "defaults/main.yaml", "vars/main.yml", "vars/main.yaml"];

    private readonly ScanContext _context;
    private readonly string _folder;

    private AnsibleRole(ScanContext context, string folder) => (_context, _folder) = (context, folder);

    /// <summary>The role that a file of tasks or handlers belongs to, or <c>null</c>.</summary>
    public static AnsibleRole? Around(ScanContext context)
    {
        for (var folder = Path.GetDirectoryName(context.File.FullPath); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.GetFileName(folder) is "tasks" or "handlers" && Path.GetDirectoryName(folder) is { } role)
                return new AnsibleRole(context, role);
        return null;
    }

    /// <summary>A scope with the variables of the role; those that are no defaults count first.</summary>
    public AnsibleScope Scope(AnsibleScope outer)
    {
        foreach (var path in Variables)
            if (_context.Open(Path.Combine(_folder, path)) is { } file)
                outer = outer.With(file.Root, file.Source);
        return outer;
    }
}
