using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Releases.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WaitingFor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "waiting_for",
                table: "release_case",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "waiting_for",
                table: "release_case");
        }
    }
}
